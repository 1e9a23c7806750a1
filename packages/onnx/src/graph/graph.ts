import { HavcError } from '@havc/core';
import { formatShape, type Shape, type Value, type ValueType } from './value.ts';
import type { ReadWeight, WeightSource } from './weight-source.ts';

/** How a graph computes. `fp16` keeps in 32 bits what loses too much in 16: layer norms, softmax, powers and means. */
export type Precision = 'fp32' | 'fp16';

/** An attribute of a node: whole numbers (alone or as a list), a float, or a word. */
export type Attribute = number | readonly number[] | string | { readonly float: number };

/** One operation of ONNX's. */
export interface GraphNode {
  readonly operator: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** Numbers that belong to the graph and not to a picture. Weights are made from the checkpoint while they are written. */
export interface Initializer {
  readonly name: string;
  readonly shape: Shape;
  readonly type: ValueType;
  /** Small constants are there; weights are loaded. */
  readonly data?: Float32Array | BigInt64Array;
  readonly load?: (read: ReadWeight) => Promise<Float32Array>;
}

/** A graph that is ready to be written. */
export interface BuiltGraph {
  readonly name: string;
  readonly precision: Precision;
  readonly nodes: readonly GraphNode[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  /** All that flows between nodes. */
  readonly values: readonly Value[];
}

/** What {@link Graph} takes. */
export interface GraphOptions {
  /** The network's name, e.g. `deoldify-wide`. */
  readonly name: string;
  /** The official files that hold its weights, for messages. */
  readonly expects?: string;
  /** What the checkpoint holds; nothing is read before the graph is written. */
  readonly weights: Pick<WeightSource, 'name' | 'tensors'>;
  readonly precision?: Precision;
}

/** What {@link Graph.add} takes beside operator and inputs. */
export interface NodeOptions {
  readonly shape: Shape;
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** The layer's name, for those that have one. */
  readonly layer?: string | undefined;
}

/** Operators whose results need more than 16 bits on the way. */
const NEEDS_32_BITS: ReadonlySet<string> = new Set(['LayerNormalization', 'Softmax', 'Pow', 'ReduceMean']);

/**
 * An ONNX graph while it is being built. Functions such as `conv2d` and `relu` add to it: they take values and give
 * values, check and infer shapes at once, and name what of the checkpoint they use.
 */
export class Graph {
  readonly name: string;
  readonly precision: Precision;
  readonly #expects: string | undefined;
  readonly #weights: GraphOptions['weights'];
  readonly #nodes: GraphNode[] = [];
  readonly #initializers = new Map<string, Initializer>();
  readonly #constants = new Map<string, Value>();
  readonly #casts = new Map<string, Value>();
  readonly #inputs: Value[] = [];
  readonly #outputs: Value[] = [];
  readonly #values: Value[] = [];
  readonly #used = new Set<string>();
  readonly #required = new Map<string, Shape>();
  readonly #missing: string[] = [];
  readonly #misshapen: string[] = [];
  readonly #names = new Map<string, number>();

  constructor({ name, expects, weights, precision = 'fp32' }: GraphOptions) {
    this.name = name;
    this.#expects = expects;
    this.precision = precision;
    this.#weights = weights;
  }

  /** The element type that the network computes with. */
  get floatType(): ValueType {
    return this.precision === 'fp16' ? 'float16' : 'float32';
  }

  /** What goes into the model, always as 32-bit floats. */
  input(name: string, shape: Shape): Value {
    const value: Value = { graph: this, name, shape, type: 'float32', origin: `input ${name}` };
    this.#inputs.push(value);
    return this.#as(value, this.floatType);
  }

  /** What comes out of the model, always as 32-bit floats. */
  output(name: string, value: Value): void {
    const from = this.#as(value, 'float32');
    this.#nodes.push({ operator: 'Identity', name, inputs: [from.name], outputs: [name], attributes: {} });
    this.#outputs.push({ ...from, name });
  }

  /**
   * Says that the network has a tensor of that name and shape. Where the checkpoint hasn't, `finish` tells.
   *
   * @returns the name, for `load` functions.
   */
  weight(name: string, shape: Shape): string {
    this.#used.add(name);
    this.#required.set(name, shape);
    const tensor = this.#weights.tensors.get(name);
    if (!tensor) this.#missing.push(`${name} ${formatShape(shape)}`);
    else if (formatShape(tensor.shape) !== formatShape(shape)) {
      this.#misshapen.push(`${name} is ${formatShape(tensor.shape)} and should be ${formatShape(shape)}`);
    }
    return name;
  }

  /** The tensors that the layers so far are made of, by name, in their order. */
  get requiredTensors(): ReadonlyMap<string, Shape> {
    return this.#required;
  }

  /** Tensors that checkpoints of this network hold and that colouring doesn't need, by name or pattern. */
  ignore(...patterns: readonly (string | RegExp)[]): void {
    for (const name of this.#weights.tensors.keys()) {
      if (patterns.some((pattern) => (typeof pattern === 'string' ? pattern === name : pattern.test(name)))) {
        this.#used.add(name);
      }
    }
  }

  /** Numbers that are made from the checkpoint's tensors when the graph is written. */
  initializer(
    name: string,
    shape: Shape,
    load: (read: ReadWeight) => Promise<Float32Array>,
    type = this.floatType,
  ): Value {
    if (this.#initializers.has(name)) throw new HavcError('OPTION_INVALID', `The graph has two initializers ${name}.`);
    this.#initializers.set(name, { name, shape, type, load });
    return { graph: this, name, shape, type, origin: name };
  }

  /** Numbers that are the same for all checkpoints. Equal ones are kept once. */
  constant(data: Float32Array | BigInt64Array, shape: Shape = [data.length], type?: ValueType): Value {
    const kind = type ?? (data instanceof BigInt64Array ? 'int64' : this.floatType);
    const key = `${kind}${formatShape(shape)}${Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1')}`;
    const known = this.#constants.get(key);
    if (known) return known;
    const name = this.#nameFor('constant');
    this.#initializers.set(name, { name, shape, type: kind, data });
    const value: Value = { graph: this, name, shape, type: kind, origin: name };
    this.#constants.set(key, value);
    return value;
  }

  /**
   * Adds one operation.
   *
   * @param inputs - values of this graph; `undefined` for an optional input that is left out.
   */
  add(operator: string, inputs: readonly (Value | undefined)[], options: NodeOptions): Value {
    const { shape, attributes = {}, layer } = options;
    const wide = this.precision === 'fp16' && NEEDS_32_BITS.has(operator);
    const taken = inputs.map((input) => (wide && input?.type === 'float16' ? this.#as(input, 'float32') : input));
    const origin = layer ?? inputs.find((input) => input !== undefined)?.origin ?? this.name;
    const type = wide ? 'float32' : (inputs.find((input) => input?.type !== 'int64')?.type ?? this.floatType);
    const value = this.#emit(operator, taken, { origin, shape, type, attributes });
    return wide ? this.#as(value, 'float16') : value;
  }

  /**
   * Ends the building.
   *
   * @throws HavcError `WEIGHTS_REFUSED` where the checkpoint isn't one of this network: it names every tensor that is
   * missing, misshapen or left over.
   */
  finish(): BuiltGraph {
    const leftOver = [...this.#weights.tensors.keys()].filter((name) => !this.#used.has(name));
    if (this.#missing.length + this.#misshapen.length + leftOver.length > 0) {
      throw this.#refusal(this.#missing, this.#misshapen, leftOver);
    }
    return {
      name: this.name,
      precision: this.precision,
      nodes: this.#nodes,
      initializers: [...this.#initializers.values()],
      inputs: this.#inputs,
      outputs: this.#outputs,
      values: this.#values,
    };
  }

  #emit(
    operator: string,
    inputs: readonly (Value | undefined)[],
    result: Omit<Value, 'graph' | 'name'> & { readonly attributes: GraphNode['attributes'] },
  ): Value {
    const { attributes, ...rest } = result;
    const name = this.#nameFor(`${rest.origin}/${operator}`);
    this.#nodes.push({ operator, name, inputs: inputs.map((input) => input?.name ?? ''), outputs: [name], attributes });
    const value: Value = { graph: this, name, ...rest };
    this.#values.push(value);
    return value;
  }

  /** A value in another element type; asked again, the same. */
  #as(value: Value, type: ValueType): Value {
    if (value.type === type) return value;
    const key = `${value.name}:${type}`;
    const known = this.#casts.get(key);
    if (known) return known;
    const to = type === 'float16' ? 10 : 1;
    const { origin, shape } = value;
    const cast = this.#emit('Cast', [value], { origin, shape, type, attributes: { to } });
    this.#casts.set(key, cast);
    return cast;
  }

  #nameFor(wanted: string): string {
    const count = this.#names.get(wanted) ?? 0;
    this.#names.set(wanted, count + 1);
    return count === 0 ? wanted : `${wanted}_${count}`;
  }

  #refusal(missing: readonly string[], misshapen: readonly string[], leftOver: readonly string[]): HavcError {
    const parts = [
      ...(missing.length > 0 ? [`${missing.length} missing (${listed(missing)})`] : []),
      ...(misshapen.length > 0 ? [`${misshapen.length} of another shape (${listed(misshapen)})`] : []),
      ...(leftOver.length > 0 ? [`${leftOver.length} that it doesn't have (${listed(leftOver)})`] : []),
    ];
    const expected = this.#expects ? ` Expected is ${this.#expects}.` : '';
    return new HavcError(
      'WEIGHTS_REFUSED',
      `${this.#weights.name} doesn't hold the weights of ${this.name}; tensors: ${parts.join('; ')}.${expected}`,
      { details: { network: this.name, expected: this.#expects, missing, misshapen, leftOver } },
    );
  }
}

/** Of another model's file nearly every name is wrong: a page of them helps no one. All are in the error's details. */
const MOST_LISTED = 30;

function listed(names: readonly string[]): string {
  if (names.length <= MOST_LISTED) return names.join(', ');
  return `${names.slice(0, MOST_LISTED).join(', ')} and ${names.length - MOST_LISTED} more`;
}

import onnxProto from 'onnx-proto';
import type { Attribute, BuiltGraph, Initializer } from './graph.ts';
import type { Value, ValueType } from './value.ts';

const { onnx } = onnxProto;

/** Operators as they are since 2021: the first set that has LayerNormalization. */
const OPERATOR_SET = 17;

/** The version of the file format that belongs to that set. */
const FILE_VERSION = 8;

/** ONNX's numbers for element types. */
const ELEMENT_TYPES: Readonly<Record<ValueType, number>> = { float32: 1, int64: 7, float16: 10 };

/** Where a tensor's bytes lie in a file beside the model. */
export interface ExternalPlace {
  readonly file: string;
  readonly offset: number;
  readonly bytes: number;
}

/** Where an initializer's numbers are: in a file, or in the model itself. */
export type InitializerPlace = ExternalPlace | { readonly raw: Uint8Array };

/**
 * A graph as the bytes of an .onnx file.
 *
 * @param placeOf - where each initializer's numbers are.
 *
 * Source: onnx.proto3 of ONNX 1.10.
 */
export function encodeModel(
  graph: BuiltGraph,
  placeOf: (initializer: Initializer) => InitializerPlace,
  producer: { readonly name: string; readonly version: string },
): Uint8Array {
  return onnx.ModelProto.encode({
    irVersion: FILE_VERSION,
    producerName: producer.name,
    producerVersion: producer.version,
    opsetImport: [{ domain: '', version: OPERATOR_SET }],
    graph: {
      name: graph.name,
      node: graph.nodes.map(({ operator, name, inputs, outputs, attributes }) => ({
        opType: operator,
        name,
        input: [...inputs],
        output: [...outputs],
        attribute: Object.entries(attributes).map(encodeAttribute),
      })),
      initializer: graph.initializers.map((initializer) => encodeInitializer(initializer, placeOf(initializer))),
      input: graph.inputs.map(encodeValue),
      output: graph.outputs.map(encodeValue),
      valueInfo: graph.values.map(encodeValue),
    },
  }).finish();
}

function encodeAttribute([name, value]: [string, Attribute]) {
  const { AttributeType } = onnx.AttributeProto;
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: value };
  if (typeof value === 'string') return { name, type: AttributeType.STRING, s: Buffer.from(value) };
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.INTS, ints: [...value] };
}

function encodeInitializer({ name, shape, type }: Initializer, place: InitializerPlace) {
  const tensor = { name, dims: [...shape], dataType: ELEMENT_TYPES[type] };
  if ('raw' in place) return { ...tensor, rawData: place.raw };
  const { file, offset, bytes } = place;
  return {
    ...tensor,
    dataLocation: onnx.TensorProto.DataLocation.EXTERNAL,
    externalData: [
      { key: 'location', value: file },
      { key: 'offset', value: String(offset) },
      { key: 'length', value: String(bytes) },
    ],
  };
}

function encodeValue({ name, shape, type }: Value) {
  return {
    name,
    type: { tensorType: { elemType: ELEMENT_TYPES[type], shape: { dim: shape.map((dimValue) => ({ dimValue })) } } },
  };
}

/**
 * The bytes of an ONNX model of one operation, `y = Relu(x)`, both float32 of shape [1, 4]: enough to learn whether a
 * device can create a session and run it.
 *
 * Protobuf by hand, after onnx.proto (field numbers in the comments; IR version 8, operator set 13).
 */
export function tinyModel(): Uint8Array {
  const text = (value: string): number[] => [...new TextEncoder().encode(value)];
  const varint = (field: number, value: number): number[] => [field << 3, value];
  // All lengths here are under 128, so that each fits one byte.
  const bytes = (field: number, value: readonly number[]): number[] => [(field << 3) | 2, value.length, ...value];

  const shape = bytes(2, [...bytes(1, varint(1, 1)), ...bytes(1, varint(1, 4))]); // TensorTypeProto.shape.dim.dim_value
  const type = bytes(2, bytes(1, [...varint(1, 1), ...shape])); // ValueInfoProto.type.tensor_type, elem_type FLOAT
  const valueInfo = (name: string): number[] => [...bytes(1, text(name)), ...type];
  const node = [...bytes(1, text('x')), ...bytes(2, text('y')), ...bytes(4, text('Relu'))]; // input, output, op_type
  const graph = [
    ...bytes(1, node),
    ...bytes(2, text('tiny')),
    ...bytes(11, valueInfo('x')), // input
    ...bytes(12, valueInfo('y')), // output
  ];
  return Uint8Array.from([...varint(1, 8), ...bytes(7, graph), ...bytes(8, varint(2, 13))]); // ir_version, graph, opset_import.version
}

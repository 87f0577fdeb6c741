/** Makes an exported function of a wasm file trap at once, without touching anything else in the file. */

const EXPORTS = 7;
const IMPORTS = 2;
const CODE = 10;
const UNREACHABLE = 0;

/** Reads a wasm file's bytes in order. */
class Bytes {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error('the wasm file ends too early');
    return byte;
  }

  /** An unsigned LEB128 number. */
  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  name(): string {
    const length = this.number();
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }
}

const leb = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)]);

/** How many functions are imported: they are numbered before the file's own. Glue imports functions, and they come first. */
const importedFunctions = (bytes: Bytes): number => {
  let functions = 0;
  for (let left = bytes.number(); left > 0; left--) {
    bytes.name();
    bytes.name();
    if (bytes.byte() !== 0) throw new Error('only imports of functions are understood');
    bytes.number();
    functions += 1;
  }
  return functions;
};

const exportedFunction = (bytes: Bytes, name: string): number => {
  for (let left = bytes.number(); left > 0; left--) {
    const found = bytes.name();
    const kind = bytes.byte();
    const index = bytes.number();
    if (found === name && kind === 0) return index;
  }
  throw new Error(`there is no exported function ${name}`);
};

/** The file with `unreachable` as the first instruction of an exported function. */
export const trapping = (wasm: Uint8Array, name: string): Uint8Array => {
  const file = new Bytes(wasm, 8);
  let imported = 0;
  let target = -1;
  for (;;) {
    const id = file.byte();
    const start = file.at;
    const size = file.number();
    const body = file.at;
    if (id === IMPORTS) imported = importedFunctions(new Bytes(wasm, body));
    if (id === EXPORTS) target = exportedFunction(new Bytes(wasm, body), name);
    if (id === CODE) {
      const code = new Bytes(wasm, body);
      code.number();
      for (let skip = target - imported; skip > 0; skip--) {
        const length = code.number();
        code.at += length;
      }
      const entry = code.at;
      const length = code.number();
      const first = code.at;
      for (let locals = code.number(); locals > 0; locals--) {
        code.number();
        code.byte();
      }
      const grown = [...wasm.subarray(first, code.at), UNREACHABLE, ...wasm.subarray(code.at, first + length)];
      const functions = [...wasm.subarray(body, entry), ...leb(grown.length), ...grown, ...wasm.subarray(first + length, body + size)];
      return Uint8Array.from([...wasm.subarray(0, start), ...leb(functions.length), ...functions, ...wasm.subarray(body + size)]);
    }
    file.at = body + size;
  }
};

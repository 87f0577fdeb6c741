/** The bytes of a wasm file, put inline by the build. */
declare module '*.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}

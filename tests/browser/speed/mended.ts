/** What profiles have shown, and what became of it: told in docs/SPEED.md below the table. */
export const MENDED = `## What was costliest
`;

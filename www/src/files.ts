/** Files of pages: chosen or dropped, alone or by the folder. */

import type { Source } from './read.js';

/** A file of more bytes is not even read. */
const MOST_BYTES = 40_000_000;
/** Of a folder, so many pages are looked at. */
export const MOST_FILES = 500;
const PAGES = /\.(?:html?|xhtml?|txt)$/i;

/** A file that could be a page, and its path in the folder that was dropped. */
export interface PageFile {
  readonly path: string;
  readonly file: File;
}

/** The file is no page or can not be had; the message is for people. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

/**
 * What is in a file.
 * @throws {FileError} if it is no page, too large or can not be read.
 */
export async function sourceOf({ path, file }: PageFile): Promise<Source> {
  if (file.size > MOST_BYTES) throw new FileError(`${path} is too large for this demo: more than 40 MB.`);
  if (file.type !== '' && !/^text\/|xml/.test(file.type)) throw new FileError(`${path} is no page: HTML or plain text is wanted.`);
  try {
    return { name: path, url: '', content: await file.text() };
  } catch {
    throw new FileError(`${path} could not be read.`);
  }
}

/** The pages of a list that a reader chose. A single file is taken whatever its name; `sourceOf` says if it is none. */
export function chosen(list: FileList | null): PageFile[] {
  const files = [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return files.length === 1 ? files : files.filter(({ path }) => PAGES.test(path));
}

function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  return new Promise((resolve, reject) => {
    // It gives a hundred at a time, and none in the end.
    const more = (): void => {
      reader.readEntries((entries) => {
        if (entries.length === 0) resolve(found);
        else {
          found.push(...entries);
          more();
        }
      }, reject);
    };
    more();
  });
}

async function gather(entry: FileSystemEntry, into: PageFile[]): Promise<void> {
  if (into.length > MOST_FILES) return;
  if (entry.isDirectory) {
    for (const each of await entriesIn(entry as FileSystemDirectoryEntry)) await gather(each, into);
  } else if (PAGES.test(entry.name)) {
    const file = await new Promise<File>((resolve, reject) => {
      (entry as FileSystemFileEntry).file(resolve, reject);
    });
    into.push({ path: entry.fullPath.replace(/^\//, ''), file });
  }
}

/** The pages of what was dropped, folders and all. Must be called while the event is being heard. */
export async function dropped(data: DataTransfer): Promise<PageFile[]> {
  const entries = [...data.items].map((each) => each.webkitGetAsEntry());
  const files = chosen(data.files);
  if (!entries.some((entry) => entry?.isDirectory === true)) return files;
  const found: PageFile[] = [];
  for (const entry of entries) if (entry) await gather(entry, found);
  return found.sort((one, other) => one.path.localeCompare(other.path));
}

import type { Limits } from '@schleuse/client/api.types';

/** A file as it came from the picker or a drop; `path` holds its folders, with `/`. */
export type PickedFile = { path: string; file: File };

/** A file on the list of step 2. Its path is its key: two files of one name could not be told apart in the receipt. */
export type ChosenFile = { path: string; file: File };

/** Why a file cannot be sent as it is. An empty file is sent, but pointed out. */
export type FileFault = 'too_large' | 'name_taken';

export type AddedFiles = {
  files: ChosenFile[];
  /** Picked again: same path, size and time. */
  alreadyThere: number;
  /** Left out: files an operating system puts into folders for itself. */
  systemFiles: number;
};

const systemFileName = /^(\.DS_Store|Thumbs\.db|desktop\.ini|\._.*)$/i;

const collator = new Intl.Collator(undefined, { numeric: true });

/** Orders as a file manager does: `Beleg 2` before `Beleg 10`. */
export function comparePaths(a: string, b: string): number {
  return collator.compare(a, b);
}

/** Puts picked files, by name, at the end of the list. Accents are brought to one form (NFC), as macOS writes them in two parts. */
export function addFiles(list: readonly ChosenFile[], picked: readonly PickedFile[]): AddedFiles {
  const files = [...list];
  const known = new Set(files.map(identityOf));
  let alreadyThere = 0;
  let systemFiles = 0;
  for (const { path, file } of picked.toSorted((a, b) => comparePaths(a.path, b.path))) {
    const chosen = { path: path.normalize('NFC'), file };
    if (path.includes('/') && systemFileName.test(file.name)) {
      systemFiles += 1;
    } else if (known.has(identityOf(chosen))) {
      alreadyThere += 1;
    } else {
      known.add(identityOf(chosen));
      files.push(chosen);
    }
  }
  return { files, alreadyThere, systemFiles };
}

/** Tells two files apart as far as a page can: by path, size and time of last change. */
export function identityOf({ path, file }: { path: string; file: { size: number; lastModified: number } }): string {
  return `${file.size} ${file.lastModified} ${path}`;
}

/** Every file that cannot be sent as it is, with the reason. */
export function findFaults(
  list: readonly ChosenFile[],
  limits: Limits,
  /** Paths the server has already. */
  taken: readonly string[] = [],
): Map<ChosenFile, FileFault> {
  const faults = new Map<ChosenFile, FileFault>();
  const paths = new Set(taken);
  for (const chosen of list) {
    if (paths.has(chosen.path)) faults.set(chosen, 'name_taken');
    else if (chosen.file.size > limits.maxFileBytes) faults.set(chosen, 'too_large');
    paths.add(chosen.path);
  }
  return faults;
}

/** Bytes of all files together. */
export function sumBytes(list: readonly { size: number }[]): number {
  return list.reduce((sum, { size }) => sum + size, 0);
}

/** The full path of a program (a command, or an absolute path), or undefined where the system has none. */
export function findProgram(name: string): string | undefined;

import { spokenLanguage, type Language } from '@fenming/language';

/** The command line speaks Chinese, or English with `--lang en`. Read before the commands are described, because descriptions are texts. */
export const languageOfArguments = (argv: readonly string[]): Language => {
  const index = argv.findIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  const wanted = argv[index]?.split('=')[1] ?? (index < 0 ? undefined : argv[index + 1]);
  return wanted === 'en' || (wanted === undefined && spokenLanguage() === 'en') ? 'en' : 'zh';
};

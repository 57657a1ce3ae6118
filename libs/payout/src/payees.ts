import type { Vault } from '@fenming/vault';
import type { PayeeLine, Views } from '@fenming/views';
import { unsealPayees, type Payee } from '@fenming/county';

/** Who is paid by each line, in the order asked. @throws Error for an account version that the case never had, VaultError as `unseal`. */
export const payeesOf = (
  { views, vault }: { readonly views: Views; readonly vault: Vault },
  lines: readonly PayeeLine[],
): readonly Payee[] => {
  const sealed = views.payeesOf(lines);
  lines.forEach(({ accountVersion }, index) => {
    if (sealed[index]?.accountVersion !== accountVersion) throw new Error(`account version ${accountVersion} has no payee`);
  });
  return unsealPayees(vault, sealed);
};

import { useWords } from '../../i18n/use-words.ts';
import { Stack } from '../../ui/stack.tsx';
import { AboutPage } from './about-page.tsx';
import { aboutWords } from './words.ts';

/** What happens to a sender's data, in words that are true for this installation. */
export function PrivacyPage() {
  const t = useWords(aboutWords).privacy;
  return (
    <AboutPage title={t.title}>
      {(firm) => (
        <>
          {[t.who(firm.name), t.what, t.why, t.erased(firm.eraseAfterDays), t.sealed, t.device, t.third, t.rights].map(
            ({ title, text }) => (
              <section key={title}>
                <Stack gap="small">
                  <h2>{title}</h2>
                  <p>{text}</p>
                </Stack>
              </section>
            ),
          )}
          <p>
            <a href="/impressum">{t.imprintLink}</a>
          </p>
        </>
      )}
    </AboutPage>
  );
}

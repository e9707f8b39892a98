import { useEffect, type ReactNode } from 'react';

import { chooseLanguage } from '../i18n/language.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import { classNames } from './class-names.ts';
import { frameWords } from './words.ts';
import styles from './page-frame.module.css';

type PageFrameProps = {
  /** The firm's name, or the logo with it as its text. */
  brand: ReactNode;
  /** Navigation and account, right of the brand. */
  navigation?: ReactNode;
  /** The staff app uses the whole width; forms and texts keep to a column. */
  width?: 'column' | 'full';
  children: ReactNode;
};

/** Header, content and footer (version, check of a receipt, privacy, imprint, language) of every page. */
export function PageFrame({ brand, navigation, width = 'column', children }: PageFrameProps) {
  const t = useWords(frameWords);
  const language = useLanguage();
  const other = language === 'de' ? 'en' : 'de';
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <div className={classNames(styles['page'], width === 'full' && styles['full'])}>
      <a className={styles['skip']} href="#content">
        {t.skip}
      </a>
      <header className={styles['header']}>
        <div className={styles['inner']}>
          <div className={styles['brand']}>{brand}</div>
          {navigation}
        </div>
      </header>
      <main className={styles['main']} id="content" tabIndex={-1}>
        {children}
      </main>
      <footer className={styles['footer']}>
        <div className={styles['inner']}>
          <span>{t.version(__SCHLEUSE_VERSION__)}</span>
          <a href="/pruefen">{t.check}</a>
          <a href="/datenschutz">{t.privacy}</a>
          <a href="/impressum">{t.imprint}</a>
          <button type="button" className={styles['language']} lang={other} onClick={() => chooseLanguage(other)}>
            {t.switchLanguage}
          </button>
        </div>
      </footer>
    </div>
  );
}

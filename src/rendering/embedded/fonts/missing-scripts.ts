import { graphemesOf, isDrawable } from './coverage.js';
import type { PlacedText } from './texts.js';

// Looking for one takes a microsecond, or twenty where no font has it; a picture that is readable shows fewer.
const MAX_CHARACTERS = 4000;

/**
 * One sentence for each script of which our fonts lack characters: they are drawn as boxes.
 *
 * @param texts - in the order of the specification; no more than the first thousands of their characters are read
 */
export function missingScripts(texts: readonly PlacedText[]): string[] {
  const pathsByScript = new Map<string | undefined, Set<string>>();
  let example: string | undefined;
  let left = MAX_CHARACTERS;
  for (const { path, text } of texts) {
    const characters = graphemesOf(text.slice(0, left));
    left -= characters.length;
    for (const character of new Set(characters)) {
      if (isDrawable(character)) continue;
      const script = scriptOf(character);
      if (script === undefined) example ??= codeOf(character);
      const paths = pathsByScript.get(script) ?? new Set();
      pathsByScript.set(script, paths.add(path));
    }
    if (left <= 0) break;
  }
  return [...pathsByScript].map(([script, paths]) => {
    const characters =
      script === undefined ? `characters such as ${example}` : `characters of the script ${script}`;
    return sentenceOf(characters, [...paths]);
  });
}

function sentenceOf(characters: string, [first = '', ...others]: readonly string[]): string {
  const places =
    others.length === 0 ? '' : ` and ${others.length} other text${others.length === 1 ? '' : 's'}`;
  const verb = others.length === 0 ? 'has' : 'have';
  return `${first}${places} ${verb} ${characters}, for which there is no font: they are drawn as boxes`;
}

/** The name of a character's script; undefined for signs, which belong to none. */
function scriptOf(character: string): string | undefined {
  return patterns().find(({ pattern }) => pattern.test(character))?.name;
}

function codeOf(character: string): string {
  const codes = Array.from(character, (part) =>
    part.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0'),
  );
  return codes.map((code) => `U+${code}`).join(' ');
}

interface ScriptPattern {
  readonly name: string;
  readonly pattern: RegExp;
}

let known: readonly ScriptPattern[] | undefined;

function patterns(): readonly ScriptPattern[] {
  known ??= SCRIPTS.split(/\s+/).map((name) => ({
    name: name.replaceAll('_', ' '),
    pattern: new RegExp(`\\p{Script=${name}}`, 'u'),
  }));
  return known;
}

/** The scripts of Unicode 15, which Node.js 20 has: https://www.unicode.org/Public/15.0.0/ucd/Scripts.txt */
const SCRIPTS = `Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali
Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee
Chorasmian Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret Devanagari Dives_Akuru Dogra Duployan
Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati Gunjala_Gondi Gurmukhi
Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic Inscriptional_Pahlavi
Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kawi Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki
Khudawadi Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean
Marchen Masaram_Gondi Medefaidrin Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian
Mro Multani Myanmar Nabataean Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong Ogham Ol_Chiki
Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic Old_Uyghur
Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic Samaritan
Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese Syloti_Nagri Syriac
Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Toto
Ugaritic Vai Vithkuqi Wancho Warang_Citi Yezidi Yi Zanabazar_Square`;

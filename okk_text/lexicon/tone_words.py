"""Swear words and insults: written plainly, masked («х*й»), with look-alike letters («п0хуй») or in Latin."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MASK = r"[*#@$%_•·]"
_OBSCENE = (  # whole words, ё as е
    r"(?:(?:по|на|ни|о|за|до|от|а|рас|пере)?ху(?:й|е|я|и|ю)(?!лио)\w*",
    r"\w*пизд\w*",
    r"(?:вы|за|на|по|про|у|до|отъ?|разъ|съ|объ|подъ?|изъ|въ|долбо|остое|недо|при|пере)?"
    r"еб(?:а(?!ут)|у[тн\s]|у$|ут|л[аои]|н[уи]|ись|и\b|ош|ищ|ыв|ус|ся|ет|ешь)\w*",
    r"бля(?:д\w*|т\w*|ха-муха|х-муха|)",
    r"бл[еэ]ать|бля+",
    r"муд(?:ак|ач|ил|озв|оеб|н[яю])\w*",
    r"сук[аи]|сучар\w*",
    r"(?:пид[оа]р|пидр|гондон|гандон|залуп|мандавош|шлюх|курв|ублюд|выродк|выблядк)\w*",
    r"(?:педик(?:и|ов|а)?|манд[аоуы])|(?:говн|дерьм|жоп[аеуыо]|засран|сран|обосра|насра|усра|просра)\w*|срать",
    r"(?:на|по|ни|до|о)?хер(?:а|у|ом|ня|ню|ни|ней|ов|ово|овый|овая|овое|овые|ово)?",
    r"(?:на|по|ни)?хрена?|нахрен\w*|нехрен|дохрена|нах|пох)",
)
_INSULTS = (
    r"(?:идиот|дебил|имбецил|кретин|придур|недоум|недоразвит|тупиц|тупорыл|тугодум|балбес|олух"
    r"|остолоп|бестолоч|бездар|бездельни|лодыр|лентя|сволоч|скотин|мраз|тварь|твари|урод[ыа]?$|подон"
    r"|негодя|мерзав|подлец|подлюк|жлоб|хамл|хабал|быдл|чмо|лошар|лохуш|лузер|нищеброд|нищук|крохобор"
    r"|скупердя|попрошайк|истеричк|маразматик|неудачник|ничтожеств"
    r"|ворюг|врун|лжец|лгун|брехун)\w*",
    r"(?:болван|болваны|болваном|дурак|дурака|дураки|дура|дуры|дуру|дурой|дурочка|дурень|лох|лохи|лоха|лохов|чмошник|даун|дауны)",
)
_MASKED = (
    rf"(?:на|по|ни|о|до|за)?(?:х{_MASK}+(?:й|я|и|е|ю)|ху{_MASK}+)\w*",
    rf"(?:от|рас|за|с)?п(?:{_MASK}+(?:зд|ц|здец)|и{_MASK}+(?:[дцаеуы]|$)|из{_MASK}+|{_MASK}{{3,}}ц?)\w*",
    rf"б(?:л{_MASK}+|{_MASK}+[дтя])\w*",
    rf"(?:за|на|вы|у|по|до|долбо|про|отъ)?е{_MASK}+(?:ть|ать|л|н|т|у|а|и)\w*|(?:за|на|вы)е{_MASK}{{2,}}",
    rf"с{_MASK}+к[аи]|су{_MASK}+[аи]?|г{_MASK}+вн\w*|гов{_MASK}+\w*|ж{_MASK}+п\w*|м{_MASK}+[дк]\w*|муд{_MASK}+\w*|д{_MASK}{{2,}}[мк]\w*"
    rf"|хр{_MASK}+н\w*|п{_MASK}+д[оа]р\w*",
)
_LATIN = (
    r"(?:mother)?f[u*@#]+c?k+(?:ing?|ed|er|ers|s|off|in|wit\w*)?|f\*{2,}\w*|f(?:uc|@c|\*c)\w*k\w*|wtf|stfu|gtfo|fck|fuk|fkn|ffs",
    r"(?:bull|horse|dip)?sh[i*!1]+t+(?:ty|head|s|show)?|s\*{2,}t?",
    r"(?:ass|arse)(?:hole|hat|wipe)s?|a\*\*hole|bitch\w*|b[*!1]tch\w*|bastards?|b\*{2,}\w*|dickheads?|douche\w*|c[u*]nts?|twats?|wankers?|pricks?|crap|goddamn|damn(?:ed|it)?|pissed|bollocks",
    r"idiots?|morons?|imbeciles?|retards?|retarded|dumbass\w*|jackass\w*|losers?|scumbags?|crooks?|cheapskates?|scammers?|cretins?|dimwit\w*|numbskull\w*|halfwit\w*",
    r"(?:na|po|ni|o)?(?:hu|xu)(?:y|j|ya|ja)|(?:na|po)hui|blya(?:t|d|tb)?'?|bly?at'?|suka|pizd\w*|pidor\w*|(?:za|vy|na|u|po|dolbo)yeb\w+|gandon\w*|mudak\w*|debil(?:y|ov)?",
)
_LOOKALIKES = str.maketrans("aceopxykbmthu0364@13", "асеорхукьмтниозбча13")
_STAND_IN = {"0": "о", "3": "з", "6": "б", "4": "ч", "@": "а", "1": "и", "!": "и"}
_WORD = re.compile(r"[\w@#$*%•·'!-]+")
_LONGEST = 40  # letters of a word; longer ones are no words
_CYRILLIC_WORD = re.compile("|".join((*_OBSCENE,)) + "|" + "|".join(_INSULTS))
_MASKED_WORD = re.compile("|".join(_MASKED))
_LATIN_WORD = re.compile("|".join(_LATIN))
_SPACED = re.compile(r"(?<!\w)(?:х\s?у\s?й|б\s?л\s?я|с\s?у\s?к\s?а)(?!\w)")
_ABOUT_SELF = re.compile(
    r"(?:^|[^\w])(?:я|i(?:'m| am)?|сам|сама|мы)\s+(?:[\w'-]+\s+){0,2}$|как\s+(?:последн\w+\s+)?$"
)
_HARMLESS = re.compile(r"(?:не|никак\w*|без|анти|от|not)[\s-]+$")
_PEACEFUL = frozenset("хера-с ебитда ебай ебей хуэй".split())


def swear_words(folded: str) -> Iterator[tuple[int, int]]:
    """The places of swear words and insults in a folded text (see texts.folded)."""
    for match in _SPACED.finditer(folded):
        if " " in match[0]:
            yield match.span()
    for match in _WORD.finditer(folded):
        word = match[0].strip("'-!").rstrip("%")
        start = match.start() + match[0].find(word) if word else match.start()
        if 1 < len(word) <= _LONGEST and word not in _PEACEFUL and _is_foul(word, folded, start):
            yield start, start + len(word)


def _is_foul(word: str, folded: str, start: int) -> bool:
    if word.isascii():
        return bool(_LATIN_WORD.fullmatch(word)) and not _about_self(folded, start)
    bold = word.strip("*_") if word[0] in "*_" and word[-1] in "*_" else word
    if re.search(_MASK, bold) and _MASKED_WORD.fullmatch(bold):
        return True
    plain = _in_cyrillic(bold)
    if not _CYRILLIC_WORD.fullmatch(plain):
        return False
    return not _about_self(folded, start) and not _HARMLESS.search(
        folded[max(0, start - 12) : start]
    )


def _in_cyrillic(word: str) -> str:
    """The word with Latin letters and figures that stand for Cyrillic ones read as those."""
    if all("а" <= letter <= "я" for letter in word):
        return word
    if not re.search("[а-я]", word):
        return word
    swapped = "".join(_STAND_IN.get(letter, letter) for letter in word)
    return swapped.translate(_LOOKALIKES)


def _about_self(folded: str, start: int) -> bool:
    return bool(_ABOUT_SELF.search(folded[max(0, start - 40) : start]))

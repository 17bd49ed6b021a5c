"""What WhatsApp itself writes into messages: media, deleted, edited, calls, notices; 40 languages.

Most is known by how it is written (a left-to-right mark before it, angle brackets, a file name)
and by the root of a word in it, so that a new wording of a new version is understood too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from okk_text.conversation.model import Attachment

LRM = "\u200e"
_AROUND = " .。।\u200e\u200f"  # what may stand around a whole text of WhatsApp's own


class Marks(NamedTuple):
    """A message without WhatsApp's marks, and what they said."""

    text: str
    attachments: tuple[Attachment, ...] = ()
    edited: bool = False
    deleted: bool = False
    by_owner: bool = False  # deleted by the one whose export this is
    call: bool = False


def may_be_marked(text: str) -> bool:
    """Whether a look at the marks is worth it; false for most of what people write."""
    first = text[:1]
    return (
        text[-3:] in _ENDINGS
        or text[-1:] in _LAST
        or (first in _FIRST and text.startswith(_BEGINNINGS))
        or LRM in text
        or "://" in text
        or ("\n" in text and (")\n" in text or ":\n" in text[:16]))
        or (len(text) in _LENGTHS and first in _WHOLE_FIRST and _phrase(text) in _WHOLE_TEXTS)
    )


def read_marks(text: str, *, ios: bool) -> Marks:
    """What WhatsApp wrote around and instead of the author's words."""
    bare = text.replace(LRM, "").rstrip()
    edited = _EDITED.search(bare)
    if edited:
        bare = bare[: edited.start()].rstrip()
        text = text.rstrip().removesuffix(edited.group().strip()).rstrip(LRM + " ")
    phrase = _phrase(bare)
    if phrase in _DELETED or phrase in _BY_OWNER or phrase.startswith(DELETED_BY_ADMIN):
        return Marks(bare, deleted=True, by_owner=phrase in _BY_OWNER)
    led = ios and text.startswith(LRM)
    if _MISSED.fullmatch(phrase) or (led and len(bare) < 60 and _CALL.search(bare)):
        return Marks(bare, call=True)
    attachment = _attachment(text, bare, ios=ios)
    return Marks(bare, (attachment,) if attachment else (), edited=edited is not None)


def is_notice(text: str) -> bool:
    """Whether the text, known not to be just anybody's, reads like a notice of WhatsApp."""
    return _NOTICE.match(text.replace(LRM, "")) is not None


def is_encryption_notice(text: str) -> bool:
    """Whether this is what an export begins with."""
    return _ENCRYPTED.match(text.replace(LRM, "")) is not None


def _phrase(text: str) -> str:
    return text.strip(_AROUND).casefold()


def _attachment(text: str, bare: str, *, ios: bool) -> Attachment | None:
    if match := _ATTACHED.search(bare) or _ADDED.match(bare):
        return Attachment(name=match["name"].strip(), kind=_kind_by_name(match["name"]))
    if LRM in text and (match := _ADDED_IN_ANY_LANGUAGE.match(bare)):
        return Attachment(name=match["name"].strip(), kind=_kind_by_name(match["name"]))
    if match := _OMITTED.match(bare):
        return Attachment(kind=_kind_by_root(match.group()) or "media")
    if _LOCATION.match(bare):
        return Attachment(kind="location")
    if _POLL.match(bare):
        return Attachment(kind="poll")
    if bare.casefold().startswith(WAITING) and len(bare) < 120:
        return Attachment(kind="unavailable")
    if LRM in text and len(bare) < 200 and _VIEW_ONCE.search(bare):
        return Attachment(kind="view_once")
    return _left_out(text, bare) if ios else None


def _left_out(text: str, bare: str) -> Attachment | None:
    """A medium that iOS left out: «‎изображение отсутствует», alone or after a caption."""
    before, mark, last = text.rpartition(LRM)
    if len(last) > 45 or "\n" in last.strip() or not (kind := _kind_by_root(last)):
        return None
    if not _LEFT_OUT.search(last) and (before.strip(LRM + " ") or not mark):
        return None
    if not mark and (bare != bare.lower() or bare.count(" ") > 2):
        return None
    name = _FILE_NAME.match(bare)
    return Attachment(name=name["name"] if name and kind == "file" else None, kind=kind)


@lru_cache(1024)
def _kind_by_root(text: str) -> str | None:
    match = _KIND.search(text.casefold())
    return match.lastgroup if match else None


def _kind_by_name(name: str) -> str:
    ending = name.rpartition(".")[2].casefold()
    for kind, endings, begins in _FILES:
        if ending in endings or begins(name):
            return kind
    return "file"


# The whole text of a message whose content is gone; a full stop may follow.
DELETED = """
данное сообщение удалено|это сообщение удалено|это сообщение было удалено|сообщение удалено|
this message was deleted|message deleted|це повідомлення було видалено|це повідомлення видалено|
бұл хат жойылды|гэта паведамленне выдалена|ushbu xabar oʻchirildi|ushbu xabar o‘chirildi|
diese nachricht wurde gelöscht|ce message a été supprimé|se eliminó este mensaje|
este mensaje fue eliminado|esta mensagem foi apagada|mensagem apagada|dit bericht is verwijderd|
questo messaggio è stato eliminato|ta wiadomość została usunięta|tato zpráva byla smazána|
tato zpráva byla odstraněna|táto správa bola odstránená|acest mesaj a fost șters|bu mesaj silindi|
bu ismarıc silindi|det här meddelandet raderades|detta meddelande raderades|
tämä viesti poistettiin|denne meldingen ble slettet|denne besked blev slettet|
denne besked er blevet slettet|ez az üzenet törlésre került|съобщението беше изтрито|
ова порука је обрисана|ova je poruka izbrisana|ova poruka je izbrisana|
to sporočilo je bilo izbrisano|ši žinutė buvo ištrinta|šī ziņa tika izdzēsta|
see sõnum on kustutatud|αυτό το μήνυμα διαγράφηκε|aquest missatge està esborrat|
pesan ini telah dihapus|pesan ini dihapus|mesej ini telah dipadam|tin nhắn này đã bị xóa|
tin nhắn này đã bị xoá|ข้อความนี้ถูกลบแล้ว|ข้อความนี้ได้ถูกลบ|यह संदेश मिटाया गया|
यह मैसेज डिलीट कर दिया गया है|تم حذف هذه الرسالة|این پیام حذف شد|این پیام حذف شده است|
הודעה זו נמחקה|此訊息已刪除|这条消息已被删除|消息已删除|このメッセージは削除されました|이 메시지는 삭제되었습니다|삭제된 메시지입니다
"""
# The same where the owner of the export deleted it.
DELETED_BY_OWNER = """
вы удалили данное сообщение|вы удалили это сообщение|you deleted this message|
ви видалили це повідомлення|сіз бұл хатты жойдыңыз|du hast diese nachricht gelöscht|
vous avez supprimé ce message|eliminaste este mensaje|apagou esta mensagem|
você apagou esta mensagem|hai eliminato questo messaggio|u hebt dit bericht verwijderd|
je hebt dit bericht verwijderd|usunięto tę wiadomość|usunąłeś(aś) tę wiadomość|
tuto zprávu jste smazal/a|tuto zprávu jste odstranil/a|túto správu ste odstránili|
ați șters acest mesaj|bu mesajı sildiniz|du raderade detta meddelande|
du raderade det här meddelandet|poistit tämän viestin|du slettet denne meldingen|
du slettede denne besked|törölted ezt az üzenetet|изтрихте това съобщение|
izbrisali ste ovu poruku|διαγράψατε αυτό το μήνυμα|διαγράψατε το μήνυμα|
has esborrat aquest missatge|anda telah menghapus pesan ini|anda menghapus pesan ini|
anda telah memadamkan mesej ini|bạn đã xóa tin nhắn này|bạn đã xoá tin nhắn này|คุณลบข้อความนี้|
คุณได้ลบข้อความนี้|आपने यह संदेश मिटाया|आपने यह मैसेज डिलीट किया|أنت حذفت هذه الرسالة|
لقد حذفت هذه الرسالة|شما این پیام را حذف کردید|מחקת הודעה זו|מחקת את ההודעה הזו|您已刪除此訊息|您已删除这条消息|
このメッセージを削除しました|삭제한 메시지입니다|이 메시지를 삭제했습니다
"""
DELETED_BY_ADMIN = ("this message was deleted by admin", "данное сообщение удалено админ")
# Roots of "edited" inside a last pair of angle brackets.
EDITED = (
    "изменен|изменён|отредакт|edited|відредаг|змінен|өзгерт|өңдел|bearbeitet|modifi|editad|editat|"
    "bewerkt|edytowan|upraven|redig|muokat|szerkeszt|düzenlen|düzəliş|tahrir|редактир|izmijenj|"
    "izmenj|redaguot|rediģēt|muudet|επεξεργ|diedit|disunting|chỉnh sửa|แก้ไข|संपादित|تعديل|ویرایش|"
    "נערכ|编辑|編輯|編集|편집"
)
# Roots of "media" or "file" inside angle brackets that are the whole line: Android without media.
OMITTED = (
    "медиа|медіа|файл|media|médi|mídia|medi[eij]|multim|archivo|fichier|ficheir|plik|bilag|vedlegg|"
    "vedlagt|medya|μέσ|πολυμέσ|मीडिया|وسائط|رسانه|מדיה|媒体|媒體|メディア|미디어|สื่อ|xabar|"
    "голосов|voice|view once|однократн"
)
# Roots of what iOS leaves out, after a left-to-right mark.
KINDS = {
    "sticker": "стикер|наклей|sticker|stiker|nálepka|naklejk|naljepnic|matrica|klistrem|αυτοκόλλητ|"
    "figurinha|adhesiu|pelekat|çıkartma|tarra|ملصق|סטיקר|贴图|貼圖|スタンプ|스티커|สติกเกอร์|स्टिकर",
    "gif": "gif",
    "contact": "контакт|contact|kontakt|vizitk|wizytówk|névjegy|posjetnic|visitekaart|επαφή|"
    "kenalan|"
    "liên lạc|kişi kart|yhteystiet|جهة اتصال|איש קשר|联系人|聯絡人|連絡先|연락처|รายชื่อ|कॉन्टैक्ट",
    "voice": "аудио|аудіо|голосов|audio|áudio|àudio|voice|ljud|lyd|zvuk|zvuč|ήχος|ses |ääni|hang |"
    "âm thanh|เสียง|ऑडियो|صوت|קול|音频|音訊|音声|오디오",
    "video": "видео|відео|video|vídeo|vidéo|videó|wideo|βίντεο|فيديو|וידאו|视频|影片|ビデオ|비디오|"
    "วิดีโอ|वीडियो|físeán",
    "photo": "изображ|фото|зображ|image|imagen|imagem|immagine|bild|afbeelding|obraz|obráz|imagin|"
    "imatge|foto|kép |slika|görüntü|billede|kuva|gambar|imej|hình ảnh|εικόνα|صورة|תמונה|照片|图|圖|"
    "画像|이미지|รูป|फ़ोटो",
    "file": "документ|document|dokument|dokumen|belge|έγγραφο|cáipéis|مستند|מסמך|文件|文档|"
    "ドキュメント|문서|เอกสาร|डॉक्यूमेंट|tài liệu|asiakirj",
}
_LEFT_OUT_ROOTS = (
    "отсутству|не показан|не добавлен|опущен|пропущ|скрыт|відсутн|не додано|omitted|weggelassen|"
    "ausgelassen|absente?$|manquant|omis|omess|omitid|oculta|weggelaten|pominięt|vynech|utelatt|"
    "utesluten|udeladt|kihagyva|dahil edilmedi|izostavljen|tidak disertakan|não revelad"
)
# Words in parentheses after a file name: Android with media.
ADDED = (
    "файл добавлен|файл прикреплен|файл прикреплён|файл додано|прикачен|қосымша файл|file attached|"
    "datei angehängt|fichier joint|archivo adjunt|arquivo anexado|ficheiro anexado|file allegato|"
    "bestand bijgevoegd|załączony plik|soubor byl přiložen|súbor pripojený|fișier atașat|"
    "dosya ekli|"
    "fayl|bifogad fil|liitetiedosto|vedlagt fil|fil vedhæftet|fájl csatolva|priložena|u privitku|"
    "byla prisegta|pievienots fails|fail lisatud|συνημμένο|arxiu adjunt|file terlampir|dilampirkan|"
    "tệp đính kèm|ไฟล์ที่แนบ|फ़ाइल|फाइल|الملف مرفق|پیوست|קובץ מצורף|文件附件|附件檔案|添付ファイル|파일 첨부됨"
)
# A call that nobody took, as a whole text; and roots of "call" after a left-to-right mark.
MISSED = (
    "пропущенный (?:групповой )?(?:аудио|видео)?звонок|missed (?:group )?(?:voice|video) call|"
    "пропущений (?:аудіо|відео)дзвінок|verpasster (?:sprach|video)anruf|appel (?:vocal|"
    "vidéo) manqué|"
    "(?:video)?llamada(?: de voz)? perdida|(?:vídeo)?chamada(?: de v(?:oz|ídeo))? perdida|"
    "(?:video)?chiamata(?: vocale)? persa|gemiste? (?:spraak|video)\\w+|nieodebrane połączenie|"
    "cevapsız (?:sesli|görüntülü) arama|жауапсыз қоңырау|未接語音通話|未接语音通话|不在着信|부재중 전화"
)
CALL = "звон|дзвін|қоңырау|call|anruf|appel|llamada|chamada|chiamata|oproep|połącz|arama|通話|通话|통화"
# How a notice of WhatsApp begins, with or without a name before it.
ENCRYPTED = (
    r"(?:сообщения и звонки|сообщения в этом чате|сообщения и звонки в этом чате)[^\n]*защищены|"
    r"(?:messages and calls|messages to this (?:chat|group))[^\n]*(?:end-to-end|secured)|"
    r"повідомлення[^\n]{0,30}захищен|nachrichten[^\n]{0,30}ende-zu-ende|les messages[^\n]*chiffrés|"
    r"los mensajes[^\n]*cifrad|as mensagens[^\n]*criptograf|i messaggi[^\n]*crittograf|"
    r"(?:berichten|mesajlar|wiadomości|хабарламалар)[^\n]*(?:versleuteld|şifreli|szyfrowan|шифр)"
)
NOTICES = (
    r"[^\n]{0,60}(?:создал\(?-?а?\)?|created) (?:групп|group|эту групп|this group)|"
    r"[^\n]{0,60}изменил\(?-?а?\)? (?:номер|тему|название|изображение|описание|иконку|настройки)|"
    r"[^\n]{0,60}changed (?:the (?:subject|group)|this group|their phone|to a new|the settings)|"
    r"[^\n]{0,60}(?:добавил\(?-?а?\)?|удалил\(?-?а?\)?|"
    r"исключил\(?-?а?\)?) (?!сообщени)[^\n]{1,60}$|"
    r"[^\n]{0,60}(?: added | removed )[^\n]{1,60}$|"
    r"[^\n]{0,60}(?:покинул|вышел|присоединил|left$|joined (?:using|from))|"
    r"(?:ваш )?код безопасности|your security code|[^\n]{0,60}исчезающие сообщения|"
    r"[^\n]{0,60}(?:turned o(?:n|ff) )?disappearing messages|(?:вы |you )(?:за|раз|un)?блок|"
    r"(?:вы|you)(?:'re| теперь| now)[^\n]{0,10} админ|это бизнес-аккаунт|этот чат|this chat is|"
    r"[^\n]{0,60}(?:закрепил\(?-?а?\)?|pinned a message)"
)
LIVE_LOCATION = (
    "геоданные отправлены|live location shared|геодані надіслано|live-standort wird geteilt|"
    "localisation en direct partagée|ubicación en tiempo real compartida|mevcut konum paylaşıldı"
)
POLLS = "опрос|опитування|poll|umfrage|sondage|encuesta|enquete|sondaggio|anket|ankieta"
WAITING = ("ожидание сообщения", "waiting for this message", "очікування повідомлення")

_FILE_KINDS = {  # by ending, or by how WhatsApp names it
    "sticker": ("webp", "STK|STICKER"),
    "gif": ("gif", "GIF"),
    "contact": ("vcf", "CONTACT"),
    "voice": ("opus ogg oga", "PTT|AUDIO"),
    "audio": ("mp3 m4a aac amr wav", "AUD"),
    "video": ("mp4 mov 3gp avi mkv webm", "VID|VIDEO"),
    "photo": ("jpg jpeg png heic bmp", "IMG|PHOTO"),
}
_FILES = [
    (kind, frozenset(endings.split()), re.compile(rf"(?:\d{{8}}-)?(?:{beginning})-").match)
    for kind, (endings, beginning) in _FILE_KINDS.items()
]
_DELETED = frozenset(DELETED.replace("\n", "").split("|"))
_BY_OWNER = frozenset(DELETED_BY_OWNER.replace("\n", "").split("|"))
_WHOLE_TEXTS = _DELETED | _BY_OWNER | frozenset(LIVE_LOCATION.split("|"))
# the last letters of media left out, where the left-to-right mark got lost, and of missed calls
_ENDING = (
    "ует|ано|зан|ено|тед|ted|sen|nte|ant|mis|mes|sso|ida|ido|lta|ten|ęty|ęte|utt|ska|нок|нік|all|"
    "ruf|qué|rsa|nie|ama|рау|音通話|音通话|在着信"
)
_ENDINGS = frozenset(_ENDING.split("|"))
_BEGINNINGS = ("<", "Данное сообщение удалено ", "This message was deleted by ")
_LAST = frozenset(">)")
_FIRST = frozenset(text[0] for text in _BEGINNINGS)
_WHOLE_FIRST = frozenset(
    case for text in _WHOLE_TEXTS for case in (text[0], text[0].upper(), text[0].title())
) | frozenset(_AROUND)
_LENGTHS = frozenset(len(text) + more for text in _WHOLE_TEXTS for more in (0, 1))
_EDITED = re.compile(rf"\s*<[^<>:\n]{{0,50}}(?:{EDITED})[^<>:\n]{{0,50}}>$", re.I)
_MISSED = re.compile(MISSED, re.I)
_CALL = re.compile(CALL, re.I)
_ENCRYPTED = re.compile(ENCRYPTED, re.I)
_NOTICE = re.compile(f"{ENCRYPTED}|{NOTICES}", re.I)
_NAME = r"(?P<name>[^\n<>|/]{1,200}\.\w{1,5})"
_ATTACHED = re.compile(rf"<[^<>:\n]{{2,40}}:\s*(?:\d{{8}}-(?=\D))?{_NAME}>\s*$")
_ADDED = re.compile(rf"{_NAME} \([^()\n]{{0,30}}(?:{ADDED})[^()\n]{{0,30}}\)(?:\n|$)", re.I)
_ADDED_IN_ANY_LANGUAGE = re.compile(rf"{_NAME} \([^()\n]{{3,50}}\)(?:\n|$)")
_OMITTED = re.compile(rf"<[^<>:\n]{{0,50}}(?:{OMITTED})[^<>:\n]{{0,50}}>(?:\n|$)", re.I)
_LOCATION = re.compile(
    rf"(?:{LIVE_LOCATION})\W*$|"
    r"[^\n]{0,80}:\s?https://(?:maps\.google\.com/\?q=|(?:www\.)?foursquare\.com/)\S+$",
    re.I,
)
_VIEW_ONCE = re.compile("view once|однократн", re.I)
_POLL = re.compile(rf"(?:{POLLS}):\n", re.I)
_KIND = re.compile("|".join(f"(?P<{kind}>{roots})" for kind, roots in KINDS.items()))
_LEFT_OUT = re.compile(_LEFT_OUT_ROOTS, re.I)
_FILE_NAME = re.compile(rf"{_NAME}(?: •|\s)")

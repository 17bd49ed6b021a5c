"""What stands around the words of English letters."""

from __future__ import annotations

from okk_text.letters.phrases.phrases import Phrases

ENGLISH = Phrases(
    months="january jan february feb march mar april apr may june jun july jul august aug september"
    " sep sept october oct november nov december dec",
    weekdays="monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur"
    " thurs fri sat sun",
    verbs="wrote writes said quoting",
    glue="on at the of am pm a.m p.m gmt utc msk cet cest eet eest est edt pst pdt cst cdt mst mdt"
    " bst ist via in letter you st nd rd th message user time",
    by="from by",
    labels={
        "from": ("from", "sender"),
        "date": ("sent", "date", "received", "sent on", "sent at"),
        "to": ("to", "recipient", "recipients"),
        "copy": ("cc", "bcc", "copy", "copies"),
        "subject": ("subject", "re"),
        "other": ("reply-to", "reply to", "importance", "priority", "attachments", "resent-from"),
    },
    banners=(
        "original message",
        "original mail",
        "original email",
        "original e-mail",
        "forwarded message",
        "forwarded mail",
        "forwarded email",
        "forwarded by",
        "begin forwarded message",
        "start of forwarded message",
        "reply message",
        "original appointment",
        "replied message",
        "forwarded letter",
        "message transferred",
        "original letter",
    ),
    ends=("end of forwarded message", "end forwarded message", "end of original message"),
    closings=(
        r"(?:with )?(?:my |our )?(?:kind(?:est)?|best|warm(?:est)?|friendly|cordial|sincere)"
        r"(?: and (?:kind|warm|best))?(?: personal)? (?:regards?|wishes)",
        r"(?:best|all the best|warmly|regards|rgds|brgds|br|kr|bests|warm regards|with regards)",
        r"(?:with )?(?:many )?(?:kind )?(?:thanks|gratitude) and (?:best |kind )?regards",
        r"(?:yours|sincerely|respectfully|cordially|faithfully)(?: (?:yours|sincerely|truly"
        r"|faithfully|respectfully|ever))?",
        r"very truly yours",
        r"with (?:best|kind|warm) \w+",
        r"with (?:respect|appreciation|gratitude)",
        r"take care",
        r"looking forward,?",
        r"cheers",
        r"respectfully(?: submitted)?",
    ),
    thanks=(
        r"(?:many |kind |best )?thanks(?: again| so much| a lot| in advance| very much)?",
        r"thank you(?: again| so much| very much| in advance| kindly)?",
        r"thx",
        r"ta",
        r"have a (?:great|good|nice|lovely|wonderful) (?:day|week|weekend|evening|one)",
        r"talk soon",
        r"speak soon",
        r"see you(?: \w+)?",
        r"ciao",
    ),
    mobile=(
        r"(?:sent|typed|written|posted) (?:from|via|by|with|using|on)\b[^,;!?]{0,30}\b@device.{0,60}",
        r"sent from my [^,;]{2,40}",
        r"from my @device.{0,20}",
        r"get (?:outlook|yahoo|bluemail|spark|gmail|k-9)\b.{0,60}",
        r"(?:scanned|checked|protected) by .{0,40}",
        r"virus-free\b.{0,60}",
        r"(?:please )?(?:excuse|pardon|forgive) (?:any |my |the )?(?:typos?|brevity|mistakes)\b.{0,80}",
        r"sent on the go.{0,40}",
    ),
    notices=(
        r"(?:this|the|if|any|please|confidential\w*|disclaimer|notice|legal|privileged|nothing|important"
        r"|information|unless|note|you)\b",
    ),
    legal="confidential intended recipient addressee privileged disclos unauthori delet dissemin"
    " liab virus prohibit distribut sender error copying notify immediately",
    footers=(
        r"please (?:consider|think)\b.{0,40}\b(?:environment|print)",
        r"think before (?:you )?print",
        r"(?:to )?unsubscribe\b",
        r"confidentiality (?:notice|note)\b",
        r"(?:legal )?disclaimer:",
        r"you (?:are receiving|received) this (?:e-?mail|message)",
        r"consider the environment\b",
        r"ref:_\S+:ref\b",
        r"(?:registered|incorporated) in (?:england|scotland|the)\b",
    ),
    positions="manager director head chief ceo cto cfo coo cmo cio president vice vp engineer"
    " specialist sales account marketing purchasing procurement buyer assistant secretary lawyer"
    " counsel accountant accounting operations support consultant coordinator founder co-founder"
    " owner partner executive officer analyst designer developer lead supervisor administrator"
    " department team office representative agent broker planner strategic senior junior export"
    " import logistics business development customer service hr human recruiter editor producer"
    " technician architect controller estimator superintendent attorney paralegal chef coach teacher nurse"
    " doctor photographer driver dispatcher organiser organizer committee chair treasurer curator principal volunteer"
    " receptionist bookkeeper foreman mechanic electrician surveyor farmer florist baker reception store shop studio",
    short_posts="mgr exec acct asst assoc dir coord engr svp evp avp",
    ranks="sr jr reg gen proj dept",
    places="tel phone mobile mob cell fax office direct web website site address street road avenue"
    " suite floor whatsapp telegram viber skype wechat linkedin facebook instagram ext vat",
)

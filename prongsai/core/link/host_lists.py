"""Which hosts are platforms, short links, central systems and the like: small tables with their source.

Source: addresses seen on pages of Thai local governments, schools and hospitals about the assessment, and the
central systems those pages name. A host matches an entry when it is the entry or ends with "." + entry.
"""


def _table(text: str) -> frozenset[str]:
    """The words of a text; a line that starts with # is a comment."""
    return frozenset(word for line in text.splitlines() if not line.lstrip().startswith("#") for word in line.split())


SOCIAL_MEDIA = _table(
    """
    facebook.com fb.com fb.me fb.watch m.me messenger.com line.me lin.ee line.naver.jp youtube.com youtu.be
    youtube-nocookie.com twitter.com x.com t.co instagram.com tiktok.com linkedin.com pinterest.com pin.it
    telegram.me t.me whatsapp.com wa.me threads.net blockdit.com pantip.com vimeo.com weibo.com wechat.com
    discord.com discord.gg plus.google.com reddit.com tumblr.com flickr.com
    """
)

URL_SHORTENERS = _table(
    """
    bit.ly bitly.com tinyurl.com shorturl.at shorturl.asia shorturl.com t.ly cutt.ly rb.gy is.gd v.gd ow.ly buff.ly
    goo.gl qrgo.page.link page.link me2.do gg.gg url.in.th urlzs.com shorte.st adf.ly s.id tiny.cc tiny.one soo.gd
    qr.page qrco.de q-r.to qr.ae qrs.ly me-qr.com qr.net qr.io qrcc.me scan.page aka.ms lnk.to dub.sh dub.co
    short.gy shorten.asia bl.ink rebrand.ly smarturl.it snip.ly clck.ru u.to surl.li bitly.ws bit.do kutt.it
    urlr.me t2m.io linkto.in.th shortlink.in.th m9.cl citly.me
    """
)

SHORT_LINKS_OF_PLATFORMS = _table(
    """
    maps.app.goo.gl photos.app.goo.gl forms.app.goo.gl
    """
)
"""Short links that name their platform: a map, an album."""

THIRD_PARTY = _table(
    """
    # drives, documents, forms, maps, mail
    google.com google.co.th googleusercontent.com googleapis.com gstatic.com googledrive.com forms.gle g.page
    goo.gle appspot.com firebaseapp.com firebasestorage.app web.app withgoogle.com youtubeeducation.com dropbox.com
    dropboxusercontent.com db.tt onedrive.live.com live.com 1drv.ms sharepoint.com office.com officeapps.live.com
    forms.office.com microsoft.com windows.net azurewebsites.net microsoftonline.com sway.office.com outlook.com
    hotmail.com yahoo.com icloud.com apple.com mega.nz mega.co.nz mediafire.com 4shared.com wetransfer.com we.tl
    box.com pcloud.com sendspace.com zippyshare.com file.io filecloud.in.th surveymonkey.com surveymonkey.net
    typeform.com jotform.com longdo.com openstreetmap.org here.com
    # books, slides, pictures, boards
    anyflip.com pubhtml5.com fliphtml5.com issuu.com heyzine.com flipbookpdf.net yumpu.com scribd.com
    slideshare.net slideplayer.com calameo.com canva.com canva.site prezi.com padlet.com miro.com figma.com
    trello.com notion.so notion.site imgur.com ibb.co imgbb.com postimg.cc pixabay.com unsplash.com pexels.com
    freepik.com flaticon.com shutterstock.com photobucket.com linktr.ee linkin.bio bio.link lnk.bio taplink.cc
    carrd.co zoom.us webex.com academia.edu researchgate.net
    # clouds, site builders, code
    amazonaws.com cloudfront.net digitaloceanspaces.com cloudflare.com cloudflare-ipfs.com r2.dev pages.dev
    workers.dev jsdelivr.net unpkg.com cdnjs.com bootstrapcdn.com fontawesome.com jquery.com gravatar.com
    akamaihd.net herokuapp.com netlify.app vercel.app onrender.com glitch.me replit.app github.io github.com
    githubusercontent.com gitlab.io wixsite.com wix.com wixstatic.com weebly.com weeblysite.com webflow.io
    squarespace.com squarespace-cdn.com wordpress.com files.wordpress.com wp.com blogspot.com blogger.com
    bp.blogspot.com medium.com webnode.com webnode.page jimdo.com strikingly.com siamweb.org
    000webhostapp.com ngrok.io ngrok.app ngrok-free.app infinityfreeapp.com
    # vendors that build and keep web sites of Thai agencies
    govesite.com thaischool1.in.th thaischool.in.th thaischoolonline.com thaigoodview.com tambon.in.th igetweb.com
    makewebeasy.com inwshop.com readyplanet.com readyplanet.net lnwshop.com thaiddns.com tarad.com truehost.cloud
    hostneverdie.com siamhost.com chaiwbi.com krusorndee.net
    # encyclopaedias and news
    wikipedia.org wikimedia.org wikisource.org bing.com
    """
)

GOVERNMENT_SYSTEMS = _table(
    """
    # procurement, licences, finance and plans of local government
    gprocurement.go.th info.go.th laas.go.th e-plan.go.th e-plan.dla.go.th eplan.go.th bizportal.go.th biz.govchannel.go.th govchannel.go.th
    egov.go.th data.go.th gdcatalog.go.th opendata.nesdc.go.th emenscr.nesdc.go.th nscr.nesdc.go.th govspending.go.th
    apps.go.th czp.dga.or.th thaid.go.th gfmis.go.th newgfmisthai.gfmis.go.th localtax.go.th efiling.rd.go.th
    landsmaps.dol.go.th eservice.dol.go.th eservice.rd.go.th eservice.dlt.go.th e-report.energy.go.th
    # integrity, information, complaints
    itas.nacc.go.th 1111.go.th damrongdhama.moi.go.th spond.moi.go.th stopcorruption.moph.go.th traffy.in.th
    traffyfondue.in.th law.go.th lawamendment.go.th ratchakitcha.soc.go.th mratchakitcha.soc.go.th
    # welfare and registers
    dbdregcom.dbd.go.th datawarehouse.dbd.go.th mbdb.cgd.go.th csgcheck.dcy.go.th tpmap.in.th
    """
)
"""Central systems: an agency enters data or looks something up there; it is no page of its own."""

OFFICES_WITH_SYSTEMS = _table("nacc.go.th oic.go.th dla.go.th cgd.go.th dbd.go.th dcy.go.th")
"""National offices that keep their systems on their own hosts; their front pages are front pages like any other."""

NATIONAL_OFFICES = _table(
    """
    dga.or.th ega.or.th nesdc.go.th digital.go.th bb.go.th pdmo.go.th treasury.go.th rd.go.th dol.go.th dopa.go.th
    bora.go.th pacc.go.th opm.go.th ombudsman.go.th oag.go.th audit.go.th admincourt.go.th amlo.go.th ocsc.go.th
    opdc.go.th krisdika.go.th ocs.go.th soc.go.th ect.go.th thaigov.go.th parliament.go.th senate.go.th dop.go.th
    dep.go.th m-society.go.th mso.go.th nhso.go.th sso.go.th gcc.go.th nso.go.th disaster.go.th dpt.go.th gpf.or.th
    doe.go.th cad.go.th tmd.go.th moi.go.th moph.go.th moe.go.th mof.go.th mol.go.th royaloffice.th
    """
)
"""Ministries, departments and national bodies: never a local government, a school or a hospital themselves."""

UMBRELLA_DOMAINS = _table(
    """
    moph.go.th moi.go.th moe.go.th obec.go.th nfe.go.th dole.go.th vec.go.th doae.go.th dld.go.th cdd.go.th
    fisheries.go.th forest.go.th rid.go.th m-society.go.th mol.go.th m-culture.go.th royalthaipolice.go.th
    police.go.th prd.go.th dnp.go.th onab.go.th moac.go.th mot.go.th moc.go.th mots.go.th mnre.go.th industry.go.th
    doh.go.th energy.go.th coj.go.th ago.go.th dopa.go.th local.go.th
    """
)
"""Domains under which every sub-host is an office of its own (each hospital under moph.go.th)."""

COUNTERS_AND_TEMPLATES = _table(
    """
    histats.com statcounter.com hitwebcounter.com truehits.net truehits.in.th web-stat.com freevisitorcounters.com
    amazingcounters.com supercounters.com flagcounter.com counter1.com counter2.com freecounterstat.com
    mystat.in.th counter.co.kr whos.amung.us amung.us clustrmaps.com easycounter.com simplehitcounter.com
    shinystat.com google-analytics.com googletagmanager.com doubleclick.net hitcounter.com cutercounter.com
    smallcounter.com tooplate.com colorlib.com templatemo.com bootstrapmade.com html5up.net w3layouts.com
    themewagon.com startbootstrap.com themeforest.net envato.com templatemonster.com free-css.com freehtml5.co
    htmlcodex.com creative-tim.com themehunk.com getbootstrap.com wordpress.org joomla.org drupal.org
    joomlashine.com rockettheme.com joomshaper.com gavick.com yootheme.com elementor.com elegantthemes.com
    themegrill.com astra.com wpastra.com generatepress.com adobe.com get.adobe.com mozilla.org w3.org schema.org
    accuweather.com
    """
)

TEST_HOSTS = _table(
    """
    example.com example.org example.net example.co.th test.com yourdomain.com yoursite.com domain.com
    """
)
TEST_ENDINGS = (".local", ".test", ".example", ".invalid", ".lan", ".internal", ".localdomain", ".home.arpa")
TEST_LABELS = frozenset(
    ("staging", "stage", "dev", "test", "uat", "demo", "sandbox", "beta", "preprod", "testing", "develop")
)

SURVEY_HOSTS = frozenset(("itas.nacc.go.th", "ita.nacc.go.th", "iit.nacc.go.th", "eit.nacc.go.th", "itap.nacc.go.th"))

KNOWN_ENDINGS = _table(
    """
    th com org net info biz edu gov asia me io ly gl at be tv cc co app link page site online xyz dev us uk jp cn de
    fr sg my la kh vn mm id kr au eu int cloud store tech live ee gg ms hk tw in ru ch nl it es ca nz pro mobi name
    blog news club shop top wiki art ai so to is gd st ws do by gy cx re pw
    """
)
"""Last labels that make a written host certain enough to join broken parts up to it."""

THAI_SECOND_LEVELS = frozenset(("go", "ac", "or", "co", "in", "mi", "net"))


def is_on(host: str, table: frozenset[str]) -> bool:
    """Whether the host or a parent domain of it stands in the table."""
    labels = host.split(".")
    return any(".".join(labels[start:]) in table for start in range(len(labels)))

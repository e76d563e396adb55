"""Words that look like a name or a user name and are none."""

from typing import Final

NO_NAME: Final = frozenset(
    """
    klient klientka klant cliente usuario utente kundin nutzer gemeldet erstellt reported signalé geachte demande
    dear regards created sent received forwarded re aw wg fwd a acceptance account accounts action actual add added
    admin administrator after agent agile all also an and android angular any apache api app apple application april
    are as assignee at attachment august author aws azure back bean because before board both browser bug build
    business but button by can cancel cannot case catalog chrome class click client clients close cloud cluster code
    comment component confluence connector console contact context criteria customer customers daily data database
    date day debug default delete demo deploy description desktop details dev developer developers device dialog
    dialogue docker document done draft due each edge edit editor edition element else email english environment
    epic error every example excel exception expected export extension factory feature field file filter final
    finally firefox first fix fixed for french friday from function further german get git github gitlab given go
    google gradle group guest handler have he header hello help here hi high home how however http https i icon id
    if image import in info input integration internet ios iphone is issue issues it item its java javascript
    jenkins jira july june junit kafka key kotlin kubernetes label language last later latest let library license
    link linux list load log login mac macos mail main make manager map march maven may me mercurial message method
    microsoft missing mobile model module monday mongo mongodb more my name navigate need new next no node none not
    note notes november now null number object october of office ok old on once one only open option or oracle order
    orders other our out outlook output owner package page panel parent password path people person phone php please
    plugin pm po post postgres postgresql priority problem process product profile project property provider python
    qa query question quick read ready reason redis release remove reply report reporter reproduce request
    requirement response rest result results review role root ruby rule run rust safari same sap saturday save
    scenario screen script scrum search section security see select september server service session set settings
    should show since site so software some source spring sql stack staging start state status step steps storage
    story string studio submit subtask summary sunday support switch system tab table task team template test tester
    testing tests text thank thanks that the their then there these they this thursday ticket time title to today
    todo tomcat tool top total tuesday type ubuntu ui unit update upload url use user users using ux validation
    value version video view virtual was we web wednesday what when where which while who why will window windows
    with without wizard work workflow workspace would xml yes yesterday you your aber akzeptanzkriterien alle als am
    anforderung angenommen anna-karenina anwendung auch auf aufgabe aus benutzer bei bitte das dass datei datum der
    des deutsch die dies diese dieser dieses dokument ein eine einer eines er es falls fehler feld für gegeben gerät
    hinweis ich ihr im ist kein keine kunde kunden mit montag muss nach nachdem neue neuer nicht nur oder ohne
    rückfragen seite sie sobald soll sonst speichern szenario testdaten und unser vom von vorbedingung wann wenn wer
    wie wir zeit zu zum zur au aux avec avant bonjour ce ces cet cette chaque comme concerne dans de depuis données
    du elle en erreur est et étant fichier il je la le les leur liste lorsque mais merci modification nous ou par
    pas pour projet quand que qui sans si sur tout un une utilisateur vous aan bij dan dat deze een gebruiker
    gegeven geen het ik maar met naar niet om onder ook op persoon te tot uit van voor wanneer wil zijn algunos como
    con cuando dado el ella entonces escenario esta este esto gracias hola las los para pero por se sin su una y ale
    czy dla do gdy jak jako jest mam nie o oraz przez się użytkownik w wtedy z zakładając że che da del della di e è
    gli io lo ma non per quando sono ao com dos em entao eu mas na não nos os seu sua um uma usuário а без быть в
    версия во для до его если есть ещё и из или как когда к мы на не но о он от платформы по под при с со так то
    тогда у что чтобы это я пользователь задача дано допустим
    """.split()  # noqa: SIM905 - read as prose
)
"""Words of a workflow, of Gherkin, of technical text, and the small words of the languages that issues come in."""

NO_LOGIN: Final = NO_NAME | frozenset(
    """
    admins anonymous api-key auth authentication authorization authorisation bar baz bin ci creation current data
    dba deamon default-user defaultuser demo-user does everyone experience external false foo groups guests has home
    information interface interfaces journey logged logs management nobody null office operator password permissions
    postgres preferences profile public roles runner sa self service session shared someone story stories string
    superuser sysadmin tomcat true undefined unknown username users vagrant visits wants www-data www
    """.split()  # noqa: SIM905 - read as prose
)

ANNOTATIONS: Final = frozenset(
    """
    after afterall aftereach afterclass all autowired author before beforeall beforeeach beforeclass bean builder
    callback channel charset class column component config configuration controller data deprecated disabled entity
    everyone enabled extends fixme font-face functional generated get getter given here id ignore import include
    inject input interface injectable keyframes link media mixin module ngmodule nonnull notnull nullable option
    outlet output override param parameterized path patch post private produces property public put query readonly
    repository request requestmapping rest restcontroller retention return returns rule safe see service setter
    since skip smoke slow spring story suppress suppresswarnings table tag target test tests theme then throws todo
    transactional type unit user username value version viewchild wip when
    """.split()  # noqa: SIM905 - read as prose
)
"""What stands behind an @ in code, in styles and in Gherkin tags."""

NO_KEY: Final = frozenset(
    """
    A AES ANSI API ARM ASCII AVX BASE BCP CAP CC CET CIS COVID CP CPU CSS CVE CWE DC DIN DO E EAN EC ECMA ED EN EPSG
    ES FIPS GB GMT GPT GS H H2 HMAC HTTP IEC IEEE IE IP IPV ISO ISBN JAVA JDK JPEG JRE JSR KB LATIN LC LDAP M MD MP
    MPEG MS MT NET NFC NIST OAUTH OWASP P PBKDF PCI PEP PKCS PNG PPE RC RFC RIPEMD RS RSA S SHA SOC SQL SSL STEP T
    TLS TC TS UCS UTC UTF V VER VGA WCAG WIN WINDOWS WPA X XX XXX Y Z AC BR REQ US UC FR NFR TEST TESTCASE SAML AB
    PS USB CUST CU CUSTOMER ID SKU ORD ORDER INV INVOICE ACC ACCT KD KUNDE CLIENT
    """.split()  # noqa: SIM905 - read as prose
)
"""What stands before a hyphen and a number and is no project of Jira's."""

PUBLIC_USERS: Final = frozenset(
    """
    all public default defaultuser default_user user username username> runner runneradmin ubuntu vagrant jenkins
    root admin administrator ec2-user circleci travis node app shared me xxx x build builder git your-user youruser
    yourname
    """.split()  # noqa: SIM905 - read as prose
)
"""Folders of homes that are nobody's."""

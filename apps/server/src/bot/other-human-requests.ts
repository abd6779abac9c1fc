import type { Language } from '../knowledge/language-of.ts'
import { plain } from '../knowledge/plain-words.ts'

/**
 * How a person is asked for in one language. Written as people write; compared in `plain` form, where a sentence stands
 * between single spaces. `P` in `asks` stands for `person`.
 */
type Phrasing = {
  language: Language
  person: string
  /** The message is nothing but one of these, give or take `courtesy`. */
  bare: string
  courtesy: string
  asks: readonly string[]
  /** Sentences that look alike and ask something else. */
  not?: string
}

const end = '(?= | $)'
const stop =
  "(?= (,|bitte|sprechen|jetzt|sofort|statt|keine?n?|y|no|por|pas|s'il|svp|maintenant|non|et|e|não|agora|ora|subito|subito|die|der|das|maar|geen|niet|och|inte|og|ikke|proszę|nie|teraz|nu|tack|tak)| $| ,)"

const phrasings: readonly Phrasing[] = [
  {
    language: 'de',
    person:
      '(einen? |einem |einer |der |die |den |dem |eurem |ihrem |euren |ihren )?((echte|richtige|lebende|reale|lebendige|wirkliche)[nrm]? )?(mensch(en)?|person|mitarbeiter(in|n)?|kundenberater(in)?|berater(in)?|agent(en)?|kundendienst|kundenservice|kundenbetreuung|kundensupport|support|supportteam|ansprechpartner(in)?|kollegen|jemand(en|em)?|sachbearbeiter(in)?|vorgesetzten?|chef)',
    bare: '(echter? |richtiger? )?(mensch|person|mitarbeiter|berater|kundendienst|kundenservice|kundensupport|ansprechpartner|menschlicher mitarbeiter|support mitarbeiter)',
    courtesy: '(bitte|danke|hallo|ja|jetzt|sofort|ein|einen|eine|echten|richtigen|wäre|gut|lieber|besser|,)',
    asks: [
      `mit P .{0,30}(sprechen|reden|chatten|telefonieren|unterhalten|schreiben)`,
      `(sprechen|reden|chatten|telefonieren|spreche|rede) .{0,12}mit P${end}`,
      `(verbinden?|stellen?|leiten?|weiterleiten|verbinde|durchstellen) (sie )?mich .{0,20}P${end}`,
      `(ich will|ich möchte|ich brauche|ich hätte gerne?|ich wünsche|gib mir|geben sie mir|gebt mir|hol mir|holen sie|kann ich) (bitte )?(sofort )?P${stop}`,
      `P .{0,12}(erreichen|kontaktieren|haben)${end}`,
      `mich (bitte )?(jemand|ein mitarbeiter|ein mensch) (anrufen|zurückrufen|kontaktieren)`,
      `^ gibt es (hier )?(auch )?(einen|eine) (echte[nr]?|richtige[nr]?|lebende[nr]?) (menschen|mitarbeiter|person)`,
      `an P (weiterleiten|weitergeben|übergeben|vermitteln|verweisen|durchstellen)`,
    ],
    not: '^ (spreche|rede|schreibe|chatte|bist|sind|seid|wenn|was|wann|nicht)|kunden? |wie viele|nicht mit',
  },
  {
    language: 'fr',
    person:
      "(une? |le |la |l'|votre |vos |des |du |au |d'une? )?(vraie? |véritable )?(humain|être humain|personne|quelqu'un|conseillère?|conseiller|agent|opérateur|opératrice|responsable|service client|service clientèle|service clients|sav|collaborateur|technicien|support|assistance|chargé de clientèle|interlocuteur|employé|humaine)( humain| réelle?| humaine)?",
    bare: '(vraie? )?(humain|être humain|conseillère|conseiller|agent|opérateur|service client|service clientèle|vraie personne|agent humain|personne réelle)',
    courtesy: "(svp|s'il|vous|te|plaît|merci|bonjour|un|une|oui|maintenant|vite|,)",
    asks: [
      `(parler|discuter|échanger|chatter|tchatter|communiquer|dialoguer) (directement )?(à|avec|au|aux) P${end}`,
      `(passez|mettez|connectez|transférez|redirigez|passe|mets|connecte) moi .{0,30}P${end}`,
      `(mise? en (relation|contact)|mettre en (relation|contact)) avec P${end}`,
      `(contacter|joindre|appeler) P${end}`,
      `((je veux|je voudrais|je souhaite|je désire|donnez moi|donne moi) |(j'ai )?besoin d'|besoin de )P${stop}`,
    ],
    not: '^ (est ce que je parle|je parle|parlez|es tu|êtes vous|tu es|vous êtes)|clients? (peut|peuvent|veut)|ne (veux|souhaite) pas',
  },
  {
    language: 'es',
    person:
      '(un |una |el |la |su |tu |algún |alguna )?(verdader[oa] )?(persona|humano|humana|ser humano|agente|operador|operadora|representante|asesor|asesora|alguien|ejecutivo|encargado|gerente|supervisor|empleado|atención al cliente|servicio al cliente|soporte)( real| humano| humana| de verdad| de carne y hueso| en vivo)?',
    bare: '(persona|persona real|humano|agente|agente humano|operador|operadora|representante|asesor|atención al cliente|servicio al cliente)',
    courtesy: '(por|favor|porfavor|gracias|hola|con|un|una|sí|ya|ahora|,)',
    asks: [
      `(hablar|chatear|conversar|comunicarme|comunicar|contactar|contactarme|contacto|platicar) (directamente )?(con )?P${end}`,
      `(páseme|pásame|ponme|póngame|conéctame|conécteme|comunícame|comuníqueme|transfiéreme|transfiérame|derívame|pasame|me (pasas?|comunicas?|conectas?)|pasarme|conectarme|transferirme) (con |a |al )?P${end}`,
      `(atender|atienda|atiende|ayude|ayudar|contacte|llame) P${end}`,
      `(ayuda|asistencia|respuesta) de P (real|humana|de verdad)`,
      `(quiero|necesito|quisiera|prefiero|dame|deme|busco) P${stop}`,
    ],
    not: '(eres|estoy hablando|por persona|clientes|no quiero|usuarios) ',
  },
  {
    language: 'pt',
    person:
      '(um |uma |o |a |seu |algum |alguma )?(pessoa|humano|humana|ser humano|atendente|agente|operador|alguém|representante|suporte|gerente|supervisor|funcionário|consultor|atendimento|sac)( real| humano| humana| de verdade| ao cliente)?',
    bare: '(pessoa|pessoa real|humano|atendente|atendente humano|atendimento humano|operador|atendimento ao cliente|falar com atendente|suporte humano)',
    courtesy: '(por|favor|obrigado|obrigada|olá|oi|um|uma|sim|agora|,)',
    asks: [
      `(falar|fala|conversar|teclar|bater papo) (diretamente )?(com|c) P${end}`,
      `(transfere|transfira|transferir|passa|passe|conecta|conecte|encaminha|encaminhe|ligue|liga)( me)? (para|com|pra|a) P${end}`,
      `(quero|preciso de|preciso|gostaria de|queria|prefiro|chama|chame|me dá) P${stop}`,
      `(contatar|contactar) P${end}`,
    ],
    not: '(você é|estou falando|por pessoa|clientes?|não quero) ',
  },
  {
    language: 'it',
    person:
      "(una? |un'|l'|il |la |lo |vostro |qualche |al )?(vera |vero )?(persona|umano|essere umano|operatore|operatrice|qualcuno|agente|addetto|consulente|responsabile|assistenza|servizio clienti|rappresentante)( reale| vera| umana| umano| in carne e ossa| dal vivo| clienti)?",
    bare: '(persona|persona reale|umano|operatore|operatrice|operatore umano|servizio clienti|assistenza clienti|agente)',
    courtesy: '(per|favore|grazie|ciao|un|una|sì|subito|ora|,)',
    asks: [
      `(parlare|chattare|comunicare|discutere) (direttamente )?(con|a|ad|al) P${end}`,
      `(passami|passatemi|mi passi|mi passate|collegami|collegatemi|trasferiscimi|trasferitemi|mettimi in contatto con|mettetemi in contatto con) (a |con )?P${end}`,
      `(voglio|vorrei|ho bisogno di|mi serve|datemi|dammi|preferisco) P${stop}`,
      `contattare P${end}`,
    ],
    not: '(sei|sto parlando|non voglio) |client[ei] (può|possono)|^ [^ ]+ a persona',
  },
  {
    language: 'nl',
    person:
      '(een |de |jullie |uw |iemand van )?(echte? |levende? )?(mens|persoon|medewerker|iemand|agent|klantenservice|klantendienst|collega|adviseur|vertegenwoordiger|operator|helpdesk|leidinggevende|manager)( van vlees en bloed)?',
    bare: '(echt |echte )?(mens|persoon|medewerker|klantenservice|klantendienst|helpdesk)',
    courtesy: '(graag|alsjeblieft|alstublieft|aub|hallo|een|ja|nu|bedankt|,)',
    asks: [
      `met P (te )?(kunnen |willen |mogen )?(praten|spreken|chatten|bellen|overleggen)`,
      `(praten|spreken|chatten) met P${end}`,
      `P (te |kunnen |willen )?spreken${end}`,
      `(verbind|schakel|zet) (me|mij) .{0,15}(met|naar) P${end}`,
      `(ik wil|ik wens|geef me|geef mij) (graag )?P${stop}`,
    ],
    not: '^ (ben|bent|praat|spreek) |klanten? (kan|kunnen)|niet met',
  },
  {
    language: 'pl',
    person:
      '((prawdziwym|żywym|prawdziwą|żywą|innym) )?(człowiekiem|osobą|konsultantem|konsultantką|pracownikiem|kimś|agentem|doradcą|operatorem|przedstawicielem|kierownikiem|działem obsługi|obsługą|obsługą klienta)',
    bare: '(konsultant|konsultanta|człowiek|człowieka|pracownik|obsługa klienta|biuro obsługi klienta|operator|agent|żywy człowiek|prawdziwa osoba)',
    courtesy: '(proszę|poproszę|dziękuję|cześć|tak|teraz|,)',
    asks: [
      `(rozmawiać|porozmawiać|pogadać|rozmowy|rozmowę|pomówić|mówić|kontakt|czatować|skontaktować się) (z|ze) P${end}`,
      `(połącz|połączyć|połączcie|przełącz|przełączyć|przełączcie|połączenie)( mnie)?( proszę)? (z|ze|do) P${end}`,
      `(chcę|poproszę|mogę) (z|ze) P${end}`,
      `(chcę|potrzebuję|poproszę|dajcie mi|daj mi) (prawdziwego |żywego )?(człowieka|konsultanta|pracownika|agenta|doradcę|operatora)${stop}`,
    ],
    not: '(rozmawiam|jesteś|nie chcę|klienci|klient) ',
  },
  {
    language: 'sv',
    person:
      '(en |ett |någon |er |nån )?(riktig |levande |äkta )?(människa|person|någon|nån|medarbetare|handläggare|kundtjänst|agent|operatör|rådgivare|kollega|chef|support)',
    bare: '(riktig )?(människa|person|handläggare|kundtjänst|operatör|medarbetare|kundservice)',
    courtesy: '(tack|hej|en|ja|nu|snälla|,)',
    asks: [
      `(prata|tala|chatta|snacka|komma i kontakt|få kontakt) med P${end}`,
      `(koppla|skicka) mig (vidare )?(till )?P${end}`,
      `(jag vill ha|jag behöver|ge mig|kan jag få) P${stop}`,
      `kontakta P${end}`,
    ],
    not: '(pratar jag|talar jag|är du|kunder|inte) ',
  },
  {
    language: 'da',
    person:
      '(en |et |ei |jeres |noen |nogen )?(rigtigt? |ekte |virkelig |levende |ægte )?(menneske|person|nogen|noen|medarbejder|medarbeider|kundeservice|kundecenter|kundestøtte|agent|rådgiver|kollega|chef|support)',
    bare: '(rigtigt? )?(menneske|person|medarbejder|medarbeider|kundeservice|kundecenter)',
    courtesy: '(tak|takk|hej|hei|en|et|ja|nu|venligst|,)',
    asks: [
      `(tale|snakke|chatte|skrive|prate) med P${end}`,
      `(stil|omstil|viderestil|forbind|sæt) mig .{0,15}(til|med) P${end}`,
      `(jeg vil (gerne )?have|jeg har brug for|giv mig) P${stop}`,
      `kontakte P${end}`,
    ],
    not: '(taler jeg|er du|kunder|ikke) ',
  },
  {
    language: 'tr',
    person: '',
    bare: '(müşteri temsilcisi|temsilci|canlı destek|operatör|yetkili|müşteri hizmetleri|gerçek insan|gerçek kişi|insan)',
    courtesy: '(lütfen|merhaba|evet|hemen|bir|teşekkürler|,)',
    asks: [
      `(insanla|insan ile|kişiyle|kişi ile|biriyle|birisiyle|biri ile|temsilciyle|temsilci ile|temsilcisiyle|temsilcisi ile|yetkiliyle|yetkili ile|operatörle|çalışanla|destekle) (canlı |hemen |direkt )?(konuş|görüş|yazış|sohbet|iletişim)`,
      `(temsilciye|temsilcisine|operatöre|yetkiliye|insana|birine|desteğe|müşteri hizmetlerine) (lütfen |hemen |beni )?(bağla|aktar|yönlendir|ulaş)`,
      `(insan|temsilci|yetkili|operatör|müşteri temsilcisi) istiyorum`,
    ],
    not: 'istemiyorum|müşteriler',
  },
  {
    language: 'ru',
    person:
      '((живым|реальным|настоящим|вашим) )?(человеком|оператором|специалистом|сотрудником|менеджером|кем нибудь|кем то|консультантом|агентом|поддержкой|людьми|представителем|службой поддержки|администратором)',
    bare: '((живой|реальный|настоящий) )?(оператор|человек|менеджер|служба поддержки|специалист|консультант|техподдержка|оператора|человека)',
    courtesy: '(пожалуйста|плиз|здравствуйте|привет|срочно|да|живого|,)',
    asks: [
      `(поговорить|говорить|пообщаться|общаться|связаться|связать|соедини|соедините|разговаривать|переписываться|свяжите|свяжи|чат)( [^ ]+)? (с|со) P${end}`,
      `(с|со) P (хочу|можно|хотел бы|хотела бы) (поговорить|говорить|пообщаться)`,
      `(можно|позови|позовите|переключи|переключите|переведи|переведите|дайте|дай|нужен|нужна|хочу|требую|подключите|вызовите|вызови|пригласите)( меня| мне| пожалуйста| на| к| живого| живой| реального| реальный)* (человека?|оператора?|специалиста?|сотрудника?|менеджера?|консультанта?)(?= (,|а|пожалуйста|не|срочно|из|который)| $| ,)`,
    ],
    not: '^ (ты|вы) |(клиенты?|пользователи) (может|могут)| не (хочу|нужен)',
  },
  {
    language: 'uk',
    person:
      '((живою|реальною|справжньою|живим|реальним|вашим) )?(людиною|оператором|спеціалістом|фахівцем|співробітником|менеджером|кимось|консультантом|агентом|підтримкою|представником|працівником)',
    bare: '((жива|живий) )?(оператор|людина|менеджер|служба підтримки|спеціаліст|консультант|оператора)',
    courtesy: '(будь|ласка|вітаю|привіт|терміново|так|,)',
    asks: [
      `(поговорити|говорити|поспілкуватися|спілкуватися|зв'язатися|зв'яжіть|з'єднай|з'єднайте|з'єднати|розмовляти)( [^ ]+)? (з|із|зі) P${end}`,
      `(з|із|зі) P (хочу|можна|хотів би|хотіла би) (поговорити|говорити|поспілкуватися)`,
      `(поклич|покличте|переключи|переключіть|перемкніть|переведіть|дайте|дай|потрібен|потрібна|хочу|вимагаю|підключіть|викличте)( мене| мені| будь ласка| на| до| живого| живу)* (людин[ау]|оператора?|спеціаліста?|фахівця|співробітника|менеджера?|консультанта?)(?= (,|а|будь|не|терміново)| $| ,)`,
    ],
    not: '^ (ти|ви) |клієнти? (може|можуть)| не (хочу|потріб)',
  },
  {
    language: 'ja',
    person:
      '(人間|生身の人|本物の人|人|担当者?|担当の(方|人)|オペレーター?|スタッフ|係員|係の(人|方|者)|責任者|誰か|店員|社員|サポート(担当|センター)?|窓口)(の方|さん)?',
    bare: '(オペレーター?|人間|担当者|有人(チャット|対応|サポート)?|カスタマーサポート|カスタマーサービス|有人オペレーター)(を|で)?',
    courtesy: '(お願いします|お願い|希望|希望します|ください)',
    asks: [
      'P(と|に|へ)(直接|電話で)?(お?話|はな|会話|チャット|つな|繋|代わ|変わ|替わ|かわ|相談|連絡|問い合わせ|取り次)',
      '有人(チャット|対応|サポート|オペレーター?)(を|に|で|へ)',
      '(人間|オペレーター?|担当者|スタッフ|担当の方)を?(お願い|出して|呼んで|希望|ください)',
    ],
    not: 'お客様が|ユーザーが|顧客が|他の人|友人|たくない',
  },
  {
    language: 'zh',
    person:
      '(一?[个個位名])?(真人|人工|人类|人類|活人|真正的人|人工客服|真人客服|客服|客服人员|客服人員|工作人员|工作人員|经理|經理|专员|專員)',
    bare: '(人工|真人|客服|人工客服|真人客服|人工服务|人工服務|在线客服|線上客服)',
    courtesy: '(请|請|谢谢|謝謝|吧)',
    asks: [
      '(转|轉|找|要|转接|轉接|接|联系|聯繫|聯絡|换|換|呼叫|叫|需要|想找)P(?!智|费|費)',
      '(和|跟|与|與|同)(P|一?[个個位]?人)(说话|說話|聊|对话|對話|沟通|溝通|交谈|交談|谈|談|讲|講|通话|通話)',
    ],
    not: '人工智|你是|不要人工|不需要|客户要|客户找',
  },
  {
    language: 'ko',
    person:
      '((실제|진짜) )?(상담원|상담사|직원|사람|담당자|매니저|관리자|고객 ?센터|인간)(분|님)?(과|와|이랑|랑|하고|에게|한테|을|를|으로|로|이)?',
    bare: '(상담원|상담사|고객 ?센터|직원|사람|담당자)',
    courtesy: '(연결|연결해|연결해주세요|주세요|부탁|부탁해요|부탁드립니다|부탁합니다|좀|해주세요)',
    asks: ['P ?(직접 |좀 )?(연결|통화|대화|얘기|이야기|말하|말씀|상담하|바꿔|불러|채팅|연락)'],
    not: '사람(이세요|인가요|이에요|입니까|이야)|고객이|싶지 않',
  },
  {
    language: 'ar',
    person:
      '(ال)?(شخص|شخصا|موظف|موظفة|انسان|احد|أحد|بشري|ممثل|وكيل|مسؤول|مندوب|مشرف|مدير|بشر|خدمة العملاء|دعم|فريق)( (ال)?(حقيقي|بشري|دعم|فني|عملاء))*',
    bare: '(ال)?(موظف|انسان|خدمة العملاء|ممثل خدمة العملاء|موظف بشري|شخص حقيقي|خدمه الزبائن)',
    courtesy: '(من|فضلك|لو|سمحت|شكرا|مرحبا|نعم|الان|رجاء)',
    asks: [
      `(التحدث|اتحدث|الحديث|التكلم|اتكلم|اكلم|احكي|التواصل|اتواصل|الكلام|محادثة|مكالمة)( مباشرة)? ((مع|إلى|الى) )?[بل]?P${end}`,
      `^ (اريد|ابي|ابغى|بدي|احتاج|محتاج|عايز) P $`,
      `(حولني|وصلني|اوصلني|حولوني|تحويلي|وصلوني|حول المحادثة) (إلى|الى|ل|على|مع)? ?[ل]?P${end}`,
    ],
    not: 'لا (اريد|أريد)|هل انت|العميل ان',
  },
  {
    language: 'hi',
    person:
      '(किसी )?(असली |वास्तविक |जीवित )?(इंसान|व्यक्ति|एजेंट|आदमी|कस्टमर केयर|प्रतिनिधि|मैनेजर|ऑपरेटर|अधिकारी|कर्मचारी|सुपरवाइजर|किसी|ग्राहक सेवा|मनुष्य)',
    bare: '(असली )?(कस्टमर केयर|एजेंट|इंसान|ग्राहक सेवा|प्रतिनिधि|ऑपरेटर)',
    courtesy: '(कृपया|प्लीज|धन्यवाद|हाँ|चाहिए|नमस्ते)',
    asks: ['P (से|के साथ) .{0,12}(बात|जोड़|कनेक्ट|संपर्क|चैट|मिला)', '(एजेंट|इंसान|व्यक्ति|प्रतिनिधि) (चाहिए|दो|दीजिए)', 'P से बात'],
    not: 'नहीं (करनी|चाहिए)|ग्राहक किसी',
  },
]

const rules = phrasings.map(({ language, person, bare, courtesy, asks, not }) => ({
  language,
  not: not === undefined ? null : new RegExp(plain(not), 'u'),
  asks: [
    // Bounded, because some courtesies are made of others: each would double the ways to read the next.
    new RegExp(plain(`^ ?(${courtesy} ?){0,7}${bare}( ?${courtesy}){0,7} ?$`), 'u'),
    ...asks.map((ask) => new RegExp(plain(ask.replaceAll('P', `(${person})`)), 'u')),
  ],
}))

/** The language in which a sentence (from `plainSentences`) asks for a person, or null. English is not among them. */
export function otherLanguageAsked(sentence: string): Language | null {
  const spaced = ` ${sentence.replace(/\s*,\s*/g, ' , ').trim()} `
  const found = rules.find(({ asks, not }) => asks.some((ask) => ask.test(spaced)) && !not?.test(spaced))
  return found?.language ?? null
}

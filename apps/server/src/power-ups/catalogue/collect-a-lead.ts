import { z } from 'zod'
import type { FormField, Words } from '../form.ts'
import { notifyEmails } from '../notify-emails.ts'
import { definePowerUp } from '../power-up.ts'

const wanted = z.enum(['required', 'optional', 'off'])

const title: Words = {
  en: 'Leave your details',
  ar: 'اترك بياناتك',
  de: 'Ihre Angaben hinterlassen',
  es: 'Deje sus datos',
  fr: 'Laissez vos coordonnées',
  he: 'השארת פרטים',
  it: 'Lasci i suoi dati',
  ja: 'ご連絡先を残す',
  nl: 'Laat uw gegevens achter',
  pl: 'Zostaw swoje dane',
  pt: 'Deixe os seus dados',
  ru: 'Оставьте свои данные',
  sv: 'Lämna dina uppgifter',
  tr: 'Bilgilerinizi bırakın',
  uk: 'Залиште свої дані',
  zh: '留下您的联系方式',
}
const why: Words = {
  en: 'The team gets back to you.',
  ar: 'سيتواصل الفريق معك.',
  de: 'Das Team meldet sich bei Ihnen.',
  es: 'El equipo se pondrá en contacto con usted.',
  fr: 'L’équipe vous recontactera.',
  he: 'הצוות יחזור אליך.',
  it: 'Il team la ricontatterà.',
  ja: 'チームからご連絡します。',
  nl: 'Het team neemt contact met u op.',
  pl: 'Zespół skontaktuje się z Tobą.',
  pt: 'A equipe entra em contato com você.',
  ru: 'Команда свяжется с вами.',
  sv: 'Teamet hör av sig till dig.',
  tr: 'Ekip size geri dönecek.',
  uk: 'Команда зв’яжеться з вами.',
  zh: '团队会与您联系。',
}
const email: Words = {
  en: 'E-mail address',
  ar: 'البريد الإلكتروني',
  de: 'E-Mail-Adresse',
  es: 'Correo electrónico',
  fr: 'Adresse e-mail',
  he: 'כתובת דוא״ל',
  it: 'Indirizzo e-mail',
  ja: 'メールアドレス',
  nl: 'E-mailadres',
  pl: 'Adres e-mail',
  pt: 'E-mail',
  ru: 'Электронная почта',
  sv: 'E-postadress',
  tr: 'E-posta adresi',
  uk: 'Електронна пошта',
  zh: '电子邮箱',
}
const name: Words = {
  en: 'Name',
  ar: 'الاسم',
  de: 'Name',
  es: 'Nombre',
  fr: 'Nom',
  he: 'שם',
  it: 'Nome',
  ja: 'お名前',
  nl: 'Naam',
  pl: 'Imię i nazwisko',
  pt: 'Nome',
  ru: 'Имя',
  sv: 'Namn',
  tr: 'Ad',
  uk: 'Ім’я',
  zh: '姓名',
}
const note: Words = {
  en: 'Message to the team',
  ar: 'رسالة إلى الفريق',
  de: 'Nachricht an das Team',
  es: 'Mensaje para el equipo',
  fr: 'Message à l’équipe',
  he: 'הודעה לצוות',
  it: 'Messaggio al team',
  ja: 'チームへのメッセージ',
  nl: 'Bericht aan het team',
  pl: 'Wiadomość do zespołu',
  pt: 'Mensagem para a equipe',
  ru: 'Сообщение команде',
  sv: 'Meddelande till teamet',
  tr: 'Ekibe mesaj',
  uk: 'Повідомлення команді',
  zh: '给团队的留言',
}
const submit: Words = {
  en: 'Send to the team',
  ar: 'إرسال إلى الفريق',
  de: 'An das Team senden',
  es: 'Enviar al equipo',
  fr: 'Envoyer à l’équipe',
  he: 'שליחה לצוות',
  it: 'Invia al team',
  ja: 'チームに送る',
  nl: 'Naar het team sturen',
  pl: 'Wyślij do zespołu',
  pt: 'Enviar à equipe',
  ru: 'Отправить команде',
  sv: 'Skicka till teamet',
  tr: 'Ekibe gönder',
  uk: 'Надіслати команді',
  zh: '发送给团队',
}

const asked = [
  { name: 'name', kind: 'text', label: name },
  { name: 'email', kind: 'email', label: email },
  { name: 'note', kind: 'long_text', label: note },
] as const satisfies Omit<FormField, 'required'>[]

export default definePowerUp({
  kind: 'collect_a_lead',
  title: 'Collect a Lead',
  description:
    'Lets the bot ask interested customers for their contact details. They are mailed to your team and stand beside the conversation.',
  place: 2,
  settings: z.strictObject({
    notifyEmails,
    ask: z
      .strictObject({ email: wanted, name: wanted, note: wanted })
      .refine((ask) => Object.values(ask).some((one) => one !== 'off'), 'Ask for at least one of them.')
      .describe('What the form asks for.'),
  }),
  initial: { notifyEmails: null, ask: { email: 'required', name: 'optional', note: 'optional' } },
  tool: {
    description:
      'Shows the customer a form for leaving contact details, so that the team can get back to them later. Call it when the customer wants to be contacted, shows interest in buying or working together, or asks for an offer. It only shows the form: nothing has been sent. Never say otherwise.',
    input: z.strictObject({
      reason: z.enum(['asked_for_contact', 'interested', 'other']),
      summary: z
        .string()
        .max(400)
        .describe('One or two short sentences for the team: what the customer is interested in.'),
    }),
  },
  does: {
    what: 'offer',
    offer: ({ reason, summary }) => ({
      powerUp: 'collect_a_lead',
      reason,
      ...(summary.trim() === '' ? {} : { summary: summary.trim() }),
    }),
    form: {
      ...{ title, why, submit },
      fields: ({ ask }) =>
        asked.flatMap((field) =>
          ask[field.name] === 'off' ? [] : [{ ...field, required: ask[field.name] === 'required' }],
        ),
      keptAs: 'lead',
    },
  },
})

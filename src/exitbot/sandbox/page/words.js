// The page's own words, in English and Russian.
export const WORDS = {
  en: {
    title: "Sandbox", connected: "connected", lost: "connection lost, trying again", addPerson: "Add a person",
    panel: "Calls and faults", theme: "Theme", auto: "as the system", light: "light", dark: "dark", pageLanguage: "Language of this page",
    accountLanguage: "Language of the account", people: "People", bot: "bot", more: "More", clearChat: "Delete the chat", block: "Stop and block the bot",
    unblock: "Restart the bot", sticker: "Send a sticker", contact: "Send a contact", location: "Send a location", document: "Send a document",
    start: "Start", about: "What can this bot do?", noAbout: "The bot has no description yet.", messages: "Messages", write: "Write a message",
    send: "Send", menu: "Menu", commands: "Commands", edited: "edited", edit: "Edit", delete: "Delete", save: "Save", cancel: "Cancel", close: "Close",
    copied: "Copied", copy: "Copy", link: "This link leads to:", linkNote: "The sandbox has no network and does not open it.", expand: "Show the whole quote", fold: "Fold the quote",
    spoiler: "Hidden text, press to show", faults: "Faults", nextCall: "Next call:", next429: "429", next500: "500", next502: "502", cut: "cut off",
    loseAnswer: "answer lost", random: "Random failures", delay: "Delay", duplicates: "Deliver updates twice", limits: "Telegram's pace (429)", kill: "Kill the bot",
    cannotKill: "Nobody told the sandbox how to end the bot.", allOff: "All off", calls: "Bot API calls", clear: "Clear", hidePolls: "Without getUpdates",
    noCalls: "No calls yet.", planned: "planned: ", gone: "This button is gone.", kind: "a message of this kind: ", opensLink: "opens a link", copies: "copies text", noPeople: "Nobody is here yet.",
  },
  ru: {
    title: "Песочница", connected: "на связи", lost: "связь потеряна, пробую снова", addPerson: "Добавить человека",
    panel: "Вызовы и сбои", theme: "Тема", auto: "как в системе", light: "светлая", dark: "тёмная", pageLanguage: "Язык этой страницы",
    accountLanguage: "Язык аккаунта", people: "Люди", bot: "бот", more: "Ещё", clearChat: "Удалить чат", block: "Остановить и заблокировать",
    unblock: "Перезапустить бота", sticker: "Отправить стикер", contact: "Отправить контакт", location: "Отправить место", document: "Отправить файл",
    start: "Начать", about: "Что умеет этот бот?", noAbout: "У бота пока нет описания.", messages: "Сообщения", write: "Написать сообщение",
    send: "Отправить", menu: "Меню", commands: "Команды", edited: "изменено", edit: "Изменить", delete: "Удалить", save: "Сохранить", cancel: "Отмена", close: "Закрыть",
    copied: "Скопировано", copy: "Скопировать", link: "Ссылка ведёт сюда:", linkNote: "В песочнице нет сети, ссылка не открывается.", expand: "Показать цитату целиком", fold: "Свернуть цитату",
    spoiler: "Скрытый текст, нажмите, чтобы показать", faults: "Сбои", nextCall: "Следующий вызов:", next429: "429", next500: "500", next502: "502", cut: "обрыв",
    loseAnswer: "ответ пропал", random: "Случайные сбои", delay: "Задержка", duplicates: "Доставлять дважды", limits: "Темп Telegram (429)", kill: "Убить бота",
    cannotKill: "Песочнице не сказали, как завершить бота.", allOff: "Выключить всё", calls: "Вызовы Bot API", clear: "Очистить", hidePolls: "Без getUpdates",
    noCalls: "Вызовов пока нет.", planned: "ждут: ", gone: "Этой кнопки уже нет.", kind: "сообщение такого вида: ", opensLink: "открывает ссылку", copies: "копирует текст", noPeople: "Здесь пока никого.",
  },
};

export const PAGE_LANGUAGES = { en: "English", ru: "Русский" };
export const ACCOUNT_LANGUAGES = { ru: "ru · Русский", en: "en · English", uk: "uk · Українська", kk: "kk · Қазақша", de: "de · Deutsch" };

let language = "en";

export function chooseLanguage(wanted) {
  language = wanted in WORDS ? wanted : "en";
  document.documentElement.lang = language;
  return language;
}

/** The words for a key; an unknown key shows itself, so that a gap is seen. */
export function t(key) {
  return WORDS[language][key] ?? key;
}

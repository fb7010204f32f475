<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_US">
<context>
    <name>CallStrip</name>
    <message>
        <source>Calls are shown here: this desktop shows neither cards nor notifications.</source>
        <translation>Звонки видны здесь: на этом рабочем столе нет ни карточек, ни уведомлений.</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Hide this card</source>
        <translation>Скрыть карточку</translation>
    </message>
    <message>
        <source>Call again</source>
        <translation>Позвонить ещё раз</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Перезвонить</translation>
    </message>
    <message>
        <source>From another number: the right button, or Shift+F10</source>
        <translation>С другого номера: правая кнопка или Shift+F10</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>CRM</source>
        <translation>В CRM</translation>
    </message>
    <message>
        <source>Open the customer in the CRM</source>
        <translation>Открыть клиента в CRM</translation>
    </message>
    <message>
        <source>End call</source>
        <translation>Завершить</translation>
    </message>
    <message>
        <source>Transfer…</source>
        <translation>Перевести…</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Ещё…</translation>
    </message>
    <message>
        <source>More: record, tag, keys, block</source>
        <translation>Ещё: запись, теги, тоновый набор, блокировка</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Теги…</translation>
    </message>
    <message>
        <source>Tags of this call</source>
        <translation>Теги этого звонка</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Скопировано</translation>
    </message>
    <message>
        <source>{state} · waiting {time}</source>
        <translation>{state} · ждёт {time}</translation>
    </message>
    <message>
        <source>{state} · {time}</source>
        <translation>{state} · {time}</translation>
    </message>
    <message>
        <source>{state} · talked {time}</source>
        <translation>{state} · {time}</translation>
    </message>
    <message>
        <source>{state} · waited {time}</source>
        <translation>{state} · ждал {time}</translation>
    </message>
    <message>
        <source>{name} is talking</source>
        <translation>Разговаривает {name}</translation>
    </message>
    <message>
        <source>Test ring</source>
        <translation>Тестовый звонок</translation>
    </message>
    <message>
        <source>Hidden number</source>
        <translation>Номер скрыт</translation>
    </message>
    <message>
        <source>from {line}</source>
        <translation>с номера {line}</translation>
    </message>
    <message>
        <source>to {line}</source>
        <translation>на номер {line}</translation>
    </message>
    <message>
        <source>Rings at: {names}</source>
        <translation>Звонит у: {names}</translation>
    </message>
    <message>
        <source>Rings also at: {names}</source>
        <translation>Звонит также у: {names}</translation>
    </message>
    <message>
        <source>{parameter} · {n} more</source>
        <translation>{parameter} · ещё {n}</translation>
    </message>
    <message>
        <source>Look at your phone. The program will not dial again by itself.</source>
        <translation>Посмотрите на свой телефон. Сама программа второй раз звонить не будет.</translation>
    </message>
    <message>
        <source>Nobody is calling: this checks the way from UIS to this screen.</source>
        <translation>Никто не звонит: это проверка пути от UIS до экрана.</translation>
    </message>
    <message>
        <source>As soon as you answer, the contact is called.</source>
        <translation>Как только вы ответите, начнётся вызов собеседника.</translation>
    </message>
    <message>
        <source>Call no. {n}</source>
        <translation>{n}-й звонок</translation>
    </message>
    <message>
        <source>First call</source>
        <translation>Первый звонок</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>есть запись</translation>
    </message>
    <message>
        <source>answered after {time}</source>
        <translation>ответ через {time}</translation>
    </message>
    <message>
        <source>Your contact</source>
        <translation>Ваш клиент</translation>
    </message>
    <message>
        <source>Responsible: {name}</source>
        <translation>Ответственный: {name}</translation>
    </message>
    <message>
        <source>Last talk {time}</source>
        <translation>Последний разговор {time}</translation>
    </message>
    <message>
        <source>Last talk {time}, {name}</source>
        <translation>Последний разговор {time}, {name}</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>Заметка: {text}</translation>
    </message>
</context>
<context>
    <name>CardState</name>
    <message>
        <source>Incoming, on the line</source>
        <translation>Входящий на линию</translation>
    </message>
    <message>
        <source>Incoming, for you</source>
        <translation>Входящий вам</translation>
    </message>
    <message>
        <source>Incoming, for a colleague</source>
        <translation>Входящий коллеге</translation>
    </message>
    <message>
        <source>Placing the call</source>
        <translation>Отправляем вызов</translation>
    </message>
    <message>
        <source>Pick up your phone</source>
        <translation>Снимите трубку</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>Вызываем</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>Разговор</translation>
    </message>
    <message>
        <source>A colleague answered</source>
        <translation>Ответил коллега</translation>
    </message>
    <message>
        <source>Call ended</source>
        <translation>Звонок завершён</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>Не ответили</translation>
    </message>
    <message>
        <source>Missed call</source>
        <translation>Пропущенный звонок</translation>
    </message>
    <message>
        <source>The call was not placed</source>
        <translation>Позвонить не удалось</translation>
    </message>
    <message>
        <source>Not known whether the call was placed</source>
        <translation>Неизвестно, прошёл ли вызов</translation>
    </message>
    <message>
        <source>No news of this call</source>
        <translation>Нет данных о звонке</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>Входящий</translation>
    </message>
    <message>
        <source>Outgoing</source>
        <translation>Исходящий</translation>
    </message>
    <message>
        <source>Answered by a colleague</source>
        <translation>Ответил коллега</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Завершён</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Пропущенный</translation>
    </message>
    <message>
        <source>Not placed</source>
        <translation>Не состоялся</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>Исход неизвестен</translation>
    </message>
    <message>
        <source>No news</source>
        <translation>Нет данных</translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message>
        <source>Connection check</source>
        <translation>Проверка связи</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Проверить сейчас</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Связь</translation>
    </message>
    <message>
        <source>Why did I (not) see it?</source>
        <translation>Почему я (не) видел звонок?</translation>
    </message>
    <message>
        <source>UIS notifies the company&apos;s server of calls</source>
        <translation>UIS сообщает серверу компании о звонках</translation>
    </message>
    <message>
        <source>The server is connected with this computer</source>
        <translation>Сервер на связи с этим компьютером</translation>
    </message>
    <message>
        <source>UIS takes calls by a click</source>
        <translation>UIS принимает звонки по клику</translation>
    </message>
    <message>
        <source>Test ring</source>
        <translation>Тестовый звонок</translation>
    </message>
    <message>
        <source>The server notifies itself of a call to you, as UIS does. Its card comes up here, marked as a test, and goes by itself.</source>
        <translation>Сервер сообщит сам себе о звонке вам, как это делает UIS. Здесь появится карточка с пометкой «тестовый» и сама исчезнет.</translation>
    </message>
    <message>
        <source>It is ringing…</source>
        <translation>Звоним…</translation>
    </message>
    <message>
        <source>It is here; waiting for its card…</source>
        <translation>Звонок дошёл; ждём карточку…</translation>
    </message>
    <message>
        <source>The whole way works.</source>
        <translation>Весь путь работает.</translation>
    </message>
    <message>
        <source>The ring has arrived, but its card was kept away.</source>
        <translation>Звонок дошёл, но карточка не показана.</translation>
    </message>
    <message>
        <source>done</source>
        <translation>пройдено</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>не пройдено</translation>
    </message>
    <message>
        <source>Newest calls</source>
        <translation>Последние звонки</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>Звонков пока нет</translation>
    </message>
    <message>
        <source>Not in the list? Then the server did not send it to this computer: it rang at other people&apos;s phones, or on lines that are not yours.</source>
        <translation>Звонка нет в списке? Значит, сервер не передавал его этому компьютеру: звонили другим или не на ваши линии.</translation>
    </message>
    <message>
        <source>Choose a call</source>
        <translation>Выберите звонок</translation>
    </message>
    <message>
        <source>Events of the call, with the times of each hop</source>
        <translation>События звонка и время на каждом шаге</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Событие</translation>
    </message>
    <message>
        <source>At UIS</source>
        <translation>В UIS</translation>
    </message>
    <message>
        <source>At the server</source>
        <translation>На сервере</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Отправлено</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Здесь</translation>
    </message>
    <message>
        <source>{event} (came again: nothing new)</source>
        <translation>{event} (повтор: нового нет)</translation>
    </message>
    <message>
        <source>The card was shown</source>
        <translation>Карточка была показана</translation>
    </message>
    <message>
        <source>Given to the system&apos;s notifications</source>
        <translation>Передан в уведомления системы</translation>
    </message>
    <message>
        <source>Shown in the window of this program</source>
        <translation>Показан в окне программы</translation>
    </message>
    <message>
        <source>No room for the card: “and N more” counted it</source>
        <translation>Карточке не хватило места: её учла строка «и ещё N»</translation>
    </message>
    <message>
        <source>Rang without a sound: so it is chosen in Settings</source>
        <translation>Без звука: так выбрано в настройках</translation>
    </message>
    <message>
        <source>Card hidden: the screen was locked</source>
        <translation>Карточка скрыта: экран был заблокирован</translation>
    </message>
    <message>
        <source>Card hidden: “Do not show cards” was on</source>
        <translation>Карточка скрыта: было включено «Не показывать карточки»</translation>
    </message>
    <message>
        <source>Card hidden: a program filled the screen; Settings can allow cards over it</source>
        <translation>Карточка скрыта: программа занимала весь экран; показ поверх неё включается в настройках</translation>
    </message>
    <message>
        <source>Card hidden: it did not ring at you, and Settings hide colleagues&apos; calls</source>
        <translation>Карточка скрыта: звонили не вам, а показ звонков коллег выключен в настройках</translation>
    </message>
    <message>
        <source>You hid the card</source>
        <translation>Вы скрыли карточку</translation>
    </message>
    <message>
        <source>No card: this computer heard of the call more than a minute late</source>
        <translation>Карточки не было: компьютер узнал о звонке позже чем через минуту</translation>
    </message>
    <message>
        <source>No card: the call was over, or a colleague had it, when this computer heard of it</source>
        <translation>Карточки не было: когда компьютер узнал о звонке, его уже принял коллега или он закончился</translation>
    </message>
    <message>
        <source>Call on the line</source>
        <translation>Звонок на линию</translation>
    </message>
    <message>
        <source>A phone rings</source>
        <translation>Звонит телефон</translation>
    </message>
    <message>
        <source>Dialling out</source>
        <translation>Исходящий набор</translation>
    </message>
    <message>
        <source>Talk began</source>
        <translation>Разговор начался</translation>
    </message>
    <message>
        <source>Talk ended</source>
        <translation>Разговор закончился</translation>
    </message>
    <message>
        <source>Call ended</source>
        <translation>Звонок завершён</translation>
    </message>
    <message>
        <source>Lost call</source>
        <translation>Потерянный звонок</translation>
    </message>
    <message>
        <source>Recording ready</source>
        <translation>Готова запись</translation>
    </message>
    <message>
        <source>Other event</source>
        <translation>Другое событие</translation>
    </message>
    <message>
        <source>Notification sent, as UIS sends them</source>
        <translation>Уведомление отправлено, как из UIS</translation>
    </message>
    <message>
        <source>The company&apos;s server received it</source>
        <translation>Сервер компании получил его</translation>
    </message>
    <message>
        <source>The server wrote it down</source>
        <translation>Сервер записал его</translation>
    </message>
    <message>
        <source>The server sent it to this computer</source>
        <translation>Сервер отправил его этому компьютеру</translation>
    </message>
    <message>
        <source>This computer confirmed it</source>
        <translation>Компьютер подтвердил получение</translation>
    </message>
    <message>
        <source>The server cannot reach its own public address, so UIS cannot either. Tell your administrator.</source>
        <translation>Сервер не достучался до своего внешнего адреса — значит, и UIS не может. Сообщите администратору.</translation>
    </message>
    <message>
        <source>The server does not see this computer connected. See the second light in “Connection check”.</source>
        <translation>Сервер не видит подключения этого компьютера. Смотрите вторую лампочку в «Проверке связи».</translation>
    </message>
    <message>
        <source>It did not get through to this computer in time. Check the network and try again.</source>
        <translation>До этого компьютера звонок вовремя не дошёл. Проверьте сеть и повторите.</translation>
    </message>
    <message>
        <source>The server does not count it as your call. Tell your administrator.</source>
        <translation>Сервер не считает этот звонок вашим. Сообщите администратору.</translation>
    </message>
    <message>
        <source>It stopped on the way. Tell your administrator.</source>
        <translation>Звонок остановился по пути. Сообщите администратору.</translation>
    </message>
    <message>
        <source>works</source>
        <translation>работает</translation>
    </message>
    <message>
        <source>in doubt</source>
        <translation>под вопросом</translation>
    </message>
    <message>
        <source>does not work</source>
        <translation>не работает</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>The server has not been asked yet.</source>
        <translation>Сервер ещё не опрошен.</translation>
    </message>
    <message>
        <source>The server does not tell: {problem}</source>
        <translation>Сервер не отвечает: {problem}</translation>
    </message>
    <message>
        <source>None has arrived yet. Your administrator sets them up in the UIS account.</source>
        <translation>Ещё ни одного не пришло. Их настраивает администратор в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>Last notification {time}</source>
        <translation>Последнее уведомление {time}</translation>
    </message>
    <message>
        <source>If there have been calls since, tell your administrator.</source>
        <translation>Если звонки с тех пор были, сообщите администратору.</translation>
    </message>
    <message>
        <source>Not tried since the program started. Press “Check now”.</source>
        <translation>С запуска программы не проверялось. Нажмите «Проверить сейчас».</translation>
    </message>
    <message>
        <source>UIS answered {time}</source>
        <translation>UIS ответила {time}</translation>
    </message>
    <message>
        <source>It was not noted what became of the card of this call.</source>
        <translation>Что стало с карточкой этого звонка, не записано.</translation>
    </message>
    <message>
        <source>You are signed in</source>
        <translation>Вы вошли</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Connection check…</source>
        <translation>Проверка связи…</translation>
    </message>
    <message>
        <source>Step 3 of 3. See how a call looks: ring yourself once.</source>
        <translation>Шаг 3 из 3. Посмотрите, как выглядит звонок: нажмите «Тестовый звонок».</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Signed out. What became of the call is not known.</source>
        <extracomment>Nothing comes of a click any more.</extracomment>
        <translation>Выполнен выход. Чем кончился звонок, неизвестно.</translation>
    </message>
    <message>
        <source>Another call is being placed. Nothing was dialled.</source>
        <translation>Уже выполняется другой звонок. Ничего не набрано.</translation>
    </message>
    <message>
        <source>What became of the call is not known.</source>
        <translation>Чем кончился звонок, неизвестно.</translation>
    </message>
    <message>
        <source>Missed: {count}</source>
        <translation>Пропущено: {count}</translation>
    </message>
</context>
<context>
    <name>Contact</name>
    <message>
        <source>Delete contact</source>
        <translation>Удаление контакта</translation>
    </message>
    <message>
        <source>Delete {name} from your contacts?</source>
        <translation>Удалить {name} из ваших контактов?</translation>
    </message>
    <message>
        <source>The calls stay in the history. This cannot be undone.</source>
        <translation>Звонки останутся в истории. Отменить это нельзя.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>New contact</source>
        <extracomment>Beside the margins and a bar to scroll.</extracomment>
        <translation>Новый контакт</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Контакт</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Компания</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>Kept among your own contacts, on this computer only.</source>
        <translation>Хранится среди ваших личных контактов, только на этом компьютере.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Save in the company&apos;s address book in UIS</source>
        <translation>Сохранить в адресную книгу компании в UIS</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Everybody sees name, numbers and responsible employee. Company and note stay among your own contacts.</source>
        <translation>Имя, номера и ответственного увидят все. Компания и заметка останутся в личных контактах.</translation>
    </message>
    <message>
        <source>Kept in UIS: everybody in the company sees the change.</source>
        <translation>Хранится в UIS: изменение увидят все в компании.</translation>
    </message>
    <message>
        <source>Close without saving?</source>
        <translation>Закрыть без сохранения?</translation>
    </message>
    <message>
        <source>What you have typed will be lost.</source>
        <translation>Введённое пропадёт.</translation>
    </message>
    <message>
        <source>Do not save</source>
        <translation>Не сохранять</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Fill in the name or the company.</source>
        <translation>Укажите имя или компанию.</translation>
    </message>
    <message>
        <source>The note is too long: shorten it.</source>
        <translation>Заметка слишком длинная: сократите её.</translation>
    </message>
    <message>
        <source>Fill in a phone number.</source>
        <translation>Укажите номер телефона.</translation>
    </message>
    <message>
        <source>Phone numbers</source>
        <translation>Номера телефонов</translation>
    </message>
    <message>
        <source>Responsible employee</source>
        <translation>Ответственный сотрудник</translation>
    </message>
    <message>
        <source>Phone number {place}</source>
        <translation>Номер телефона {place}</translation>
    </message>
    <message>
        <source>One more number</source>
        <translation>Ещё один номер</translation>
    </message>
    <message>
        <source>Write the extension into the note, not behind the number.</source>
        <translation>Добавочный номер запишите в заметку, а не после номера.</translation>
    </message>
    <message>
        <source>UIS keeps whole numbers only, no short ones.</source>
        <translation>UIS хранит только полные номера, без коротких.</translation>
    </message>
    <message>
        <source>Your own contact</source>
        <translation>Ваш личный контакт</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Изменить…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Удалить…</translation>
    </message>
    <message>
        <source>In UIS</source>
        <translation>В UIS</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Никто</translation>
    </message>
</context>
<context>
    <name>Contacts</name>
    <message>
        <source>Contacts</source>
        <translation>Контакты</translation>
    </message>
    <message>
        <source>New contact…</source>
        <translation>Новый контакт…</translation>
    </message>
    <message>
        <source>Import contacts…</source>
        <translation>Загрузить контакты…</translation>
    </message>
    <message>
        <source>Undo the import of {file} ({time})…</source>
        <translation>Отменить загрузку {file} ({time})…</translation>
    </message>
</context>
<context>
    <name>Control</name>
    <message>
        <source>{who} will be blocked in {count} s</source>
        <translation>{who} — блокировка через {count} с</translation>
    </message>
    <message>
        <source>Or sooner, if you end the call or quit the program.</source>
        <translation>Или раньше, если вы завершите звонок или выйдете из программы.</translation>
    </message>
    <message>
        <source>Do not block</source>
        <translation>Не блокировать</translation>
    </message>
    <message>
        <source>Your company records all talks: this cannot be changed here.</source>
        <translation>В вашей компании записываются все разговоры: здесь это не изменить.</translation>
    </message>
    <message>
        <source>No coach is set for you in UIS. Ask your administrator.</source>
        <translation>Вам не назначен наставник в UIS. Обратитесь к администратору.</translation>
    </message>
    <message>
        <source>During the call</source>
        <translation>Во время разговора</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Записывать</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>Не записывать</translation>
    </message>
    <message>
        <source>Call my coach</source>
        <translation>Позвать наставника</translation>
    </message>
    <message>
        <source>Tags (keys 1–9)</source>
        <translation>Теги (клавиши 1–9)</translation>
    </message>
    <message>
        <source>Press keys, for a menu or an extension</source>
        <translation>Тоновый набор: для меню или добавочного</translation>
    </message>
    <message>
        <source>The number is blocked</source>
        <translation>Номер заблокирован</translation>
    </message>
    <message>
        <source>Block this number</source>
        <translation>Заблокировать номер</translation>
    </message>
    <message>
        <source>Key {symbol}</source>
        <translation>Кнопка {symbol}</translation>
    </message>
    <message>
        <source>Sent: {symbols}</source>
        <translation>Отправлено: {symbols}</translation>
    </message>
    <message>
        <source>Asking UIS for the tags…</source>
        <translation>Запрашиваем теги у UIS…</translation>
    </message>
    <message>
        <source>No tag has a key yet. Your administrator gives keys to tags in the UIS account.</source>
        <translation>Теги пока не назначены на клавиши. Это делает администратор в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>{tag}: on the call</source>
        <translation>{tag}: тег поставлен</translation>
    </message>
    <message>
        <source>It is so already.</source>
        <translation>Это уже так.</translation>
    </message>
    <message>
        <source>Not possible at this moment of the call. Try again in a moment.</source>
        <translation>Сейчас это невозможно. Попробуйте чуть позже.</translation>
    </message>
    <message>
        <source>Not known whether UIS did it</source>
        <translation>Неизвестно, выполнил ли это UIS</translation>
    </message>
    <message>
        <source>UIS did not answer in time. It was not asked a second time.</source>
        <translation>UIS не ответил вовремя. Второй раз запрос не отправлялся.</translation>
    </message>
    <message>
        <source>{who} is blocked</source>
        <translation>{who} — номер заблокирован</translation>
    </message>
    <message>
        <source>UIS lets no call of this number through. Your administrator can change that.</source>
        <translation>UIS больше не пропускает звонки с этого номера. Вернуть его может администратор.</translation>
    </message>
    <message>
        <source>The talk was over before: UIS blocks only during a talk. Your administrator can block the number in the UIS account.</source>
        <translation>Разговор закончился раньше, а UIS блокирует только во время разговора. Администратор может заблокировать номер в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>{who} is not blocked</source>
        <translation>{who} — номер не заблокирован</translation>
    </message>
    <message>
        <source>The talk is being recorded.</source>
        <translation>Разговор записывается.</translation>
    </message>
    <message>
        <source>The talk is not recorded any more.</source>
        <translation>Разговор больше не записывается.</translation>
    </message>
    <message>
        <source>Your coach is being called.</source>
        <translation>Наставнику звонят.</translation>
    </message>
    <message>
        <source>The tag is on the call.</source>
        <translation>Тег поставлен.</translation>
    </message>
</context>
<context>
    <name>Copied</name>
    <message>
        <source>A number was copied</source>
        <translation>Скопирован номер</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>Позвонить {number}</translation>
    </message>
</context>
<context>
    <name>Crm</name>
    <message>
        <source>The customer cannot be opened</source>
        <translation>Не удалось открыть клиента</translation>
    </message>
    <message>
        <source>Choose a web browser in the settings of your system.</source>
        <translation>Выберите браузер в настройках системы.</translation>
    </message>
    <message>
        <source>The program {name} cannot be started. Correct the rule.</source>
        <translation>Программа {name} не запускается. Исправьте правило.</translation>
    </message>
    <message>
        <source>This call does not tell what the rule needs: {name}.</source>
        <translation>В звонке нет того, что нужно правилу: {name}.</translation>
    </message>
    <message>
        <source>Open the customer in the CRM</source>
        <translation>Открывать клиента в CRM</translation>
    </message>
    <message>
        <source>Rules, the first that fits counts</source>
        <translation>Правила, действует первое подходящее</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копия</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ниже</translation>
    </message>
    <message>
        <source>Try on yesterday&apos;s calls…</source>
        <translation>Проверить на вчерашних звонках…</translation>
    </message>
    <message>
        <source>The first rule that fits the call and has all its values is carried out.</source>
        <translation>Выполняется первое правило, которое подходит звонку и для которого есть все данные.</translation>
    </message>
    <message>
        <source>There is no rule yet: add a ready one above, or one of your own.</source>
        <translation>Правил пока нет: добавьте готовое (выше) или своё.</translation>
    </message>
    <message>
        <source>Not right yet: {rule}</source>
        <translation>С ошибкой: {rule}</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>Все линии</translation>
    </message>
    <message>
        <source>Insert a value</source>
        <translation>Вставить данные</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Which calls</source>
        <translation>Какие звонки</translation>
    </message>
    <message>
        <source>Over our line</source>
        <translation>На нашу линию</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Address or program</source>
        <translation>Адрес или программа</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Адрес</translation>
    </message>
    <message>
        <source>Additional parameter, by its label</source>
        <translation>Дополнительный параметр, по названию</translation>
    </message>
    <message>
        <source>Program, and each argument in a line of its own</source>
        <translation>Программа, каждый аргумент на своей строке</translation>
    </message>
    <message>
        <source>The program
Its first argument
Its second argument</source>
        <translation>Программа
Первый аргумент
Второй аргумент</translation>
    </message>
    <message>
        <source>Anna Ivanova</source>
        <translation>Анна Иванова</translation>
    </message>
    <message>
        <source>Camomile Ltd</source>
        <translation>ООО Ромашка</translation>
    </message>
    <message>
        <source>For a call with {number} this opens: {opening}</source>
        <translation>Для звонка с {number} откроется: {opening}</translation>
    </message>
    <message>
        <source>Which CRM</source>
        <translation>Какая CRM</translation>
    </message>
    <message>
        <source>Address of your account</source>
        <translation>Адрес вашей CRM</translation>
    </message>
    <message>
        <source>Add a ready rule</source>
        <translation>Добавить готовое</translation>
    </message>
    <message>
        <source>Ready rule: choose your CRM and tell the address of your account.</source>
        <translation>Готовое правило: выберите CRM и укажите её адрес.</translation>
    </message>
    <message>
        <source>{crm} finds a contact by its number in {crm} only: the administrator has it come with the call, as an additional parameter with the label {label}.</source>
        <translation>{crm} находит контакт только по его номеру в {crm}: администратор передаёт этот номер со звонком, в дополнительном параметре с названием {label}.</translation>
    </message>
    <message>
        <source>Copy the address of your CRM from the browser, such as {example}.</source>
        <translation>Скопируйте адрес вашей CRM из браузера, например {example}.</translation>
    </message>
    <message>
        <source>As soon as it rings</source>
        <translation>Как только звонит</translation>
    </message>
    <message>
        <source>As soon as I talk</source>
        <translation>Как только я отвечу</translation>
    </message>
    <message>
        <source>By the button on the card</source>
        <translation>По кнопке на карточке</translation>
    </message>
    <message>
        <source>All calls</source>
        <translation>Все звонки</translation>
    </message>
    <message>
        <source>Incoming calls</source>
        <translation>Входящие звонки</translation>
    </message>
    <message>
        <source>Outgoing calls</source>
        <translation>Исходящие звонки</translation>
    </message>
    <message>
        <source>A page in the browser</source>
        <translation>Страницу в браузере</translation>
    </message>
    <message>
        <source>A program</source>
        <translation>Программу</translation>
    </message>
    <message>
        <source>Number: 9161234567</source>
        <extracomment>Every value a rule can have, in the order of use.</extracomment>
        <translation>Номер: 9161234567</translation>
    </message>
    <message>
        <source>Number: 79161234567</source>
        <translation>Номер: 79161234567</translation>
    </message>
    <message>
        <source>Number: +79161234567</source>
        <translation>Номер: +79161234567</translation>
    </message>
    <message>
        <source>Number: 89161234567</source>
        <translation>Номер: 89161234567</translation>
    </message>
    <message>
        <source>Name of the contact</source>
        <translation>Имя контакта</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Компания</translation>
    </message>
    <message>
        <source>Contact&apos;s id in UIS</source>
        <translation>Id контакта в UIS</translation>
    </message>
    <message>
        <source>Call&apos;s id in UIS</source>
        <translation>Id звонка в UIS</translation>
    </message>
    <message>
        <source>Our line</source>
        <translation>Наша линия</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>Сценарий</translation>
    </message>
    <message>
        <source>My name</source>
        <translation>Моё имя</translation>
    </message>
    <message>
        <source>My id in UIS</source>
        <translation>Мой id в UIS</translation>
    </message>
    <message>
        <source>Direction: in or out</source>
        <translation>Направление: in или out</translation>
    </message>
    <message>
        <source>Event: ring, answer or button</source>
        <translation>Событие: ring, answer или button</translation>
    </message>
    <message>
        <source>Write here what is to be opened.</source>
        <translation>Напишите, что открыть.</translation>
    </message>
    <message>
        <source>Too long: at most {most} characters.</source>
        <translation>Слишком длинно: не больше {most} знаков.</translation>
    </message>
    <message>
        <source>There is a blank, a line break or a character here that cannot be used.</source>
        <translation>Здесь пробел, перенос строки или знак, который нельзя использовать.</translation>
    </message>
    <message>
        <source>A brace has no partner: write {example}.</source>
        <translation>У скобки нет пары: пишите так: {example}.</translation>
    </message>
    <message>
        <source>There is no value {what}. Choose one by “Insert a value”.</source>
        <translation>Данных {what} нет. Выберите через «Вставить данные».</translation>
    </message>
    <message>
        <source>An address begins with https:// or http://.</source>
        <translation>Адрес начинается с https:// или http://.</translation>
    </message>
    <message>
        <source>Behind https:// write the address of your CRM, without values in it.</source>
        <translation>После https:// напишите адрес вашей CRM, без подстановок.</translation>
    </message>
    <message>
        <source>Name the program in the first line; values are for the lines below.</source>
        <translation>В первой строке – сама программа; данные вставляйте в строки ниже.</translation>
    </message>
    <message>
        <source>{what} would take a caller&apos;s words for commands. Name the program of your CRM itself.</source>
        <translation>{what} примет слова звонящего за команды. Укажите саму программу CRM.</translation>
    </message>
    <message>
        <source>Only digits, such as 74950000001.</source>
        <translation>Только цифры, например 74950000001.</translation>
    </message>
</context>
<context>
    <name>CrmTrial</name>
    <message>
        <source>Yesterday</source>
        <extracomment>Words by the days to go back, of the first day and of the last.</extracomment>
        <translation>Вчера</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>The last seven days</source>
        <translation>Последние семь дней</translation>
    </message>
    <message>
        <source>Nothing: it did not ring at your phone, or a click became no call</source>
        <translation>Ничего: звонил не ваш телефон или звонок не состоялся</translation>
    </message>
    <message>
        <source>Nothing: no rule is for such calls</source>
        <translation>Ничего: для таких звонков нет правила</translation>
    </message>
    <message>
        <source>Nothing: the rule is not right yet</source>
        <translation>Ничего: в правиле ошибка</translation>
    </message>
    <message>
        <source>Nothing: the call does not tell {name}</source>
        <translation>Ничего: в звонке нет данных {name}</translation>
    </message>
    <message>
        <source>What would have been opened</source>
        <translation>Что открылось бы</translation>
    </message>
    <message>
        <source>Calls of which days</source>
        <translation>Звонки за какие дни</translation>
    </message>
    <message>
        <source>Your rules, tried on calls that are over. Nothing is opened.</source>
        <translation>Ваши правила на прошедших звонках. Ничего не открывается.</translation>
    </message>
    <message>
        <source>Calls and what would be opened</source>
        <translation>Звонки и что открылось бы</translation>
    </message>
    <message>
        <source>There were no calls on these days.</source>
        <translation>В эти дни звонков не было.</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>No tray on this desktop</source>
        <translation>На этом рабочем столе нет области уведомлений</translation>
    </message>
    <message>
        <source>The window stays in the taskbar. Closing it makes it small; the program goes on. “Menu” at its foot (F10) has the rest.</source>
        <translation>Окно остаётся на панели задач. Если его закрыть, оно свернётся, а программа продолжит работать. Остальное — в «Меню» внизу окна (F10).</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Выйти из учётной записи</translation>
    </message>
    <message>
        <source>Sign out on this computer?</source>
        <translation>Выйти из учётной записи на этом компьютере?</translation>
    </message>
    <message>
        <source>To sign in again you need a new invite from your administrator.</source>
        <translation>Чтобы войти снова, понадобится новое приглашение от администратора.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>Digest</name>
    <message>
        <source>Show missed calls</source>
        <translation>Показать пропущенные</translation>
    </message>
    <message>
        <source>Show calls</source>
        <translation>Показать звонки</translation>
    </message>
</context>
<context>
    <name>DigestNotice</name>
    <message numerus="yes">
        <source>While you were away: %n call(s)</source>
        <translation>
            <numerusform>Пока вас не было: %n звонок</numerusform>
            <numerusform>Пока вас не было: %n звонка</numerusform>
            <numerusform>Пока вас не было: %n звонков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missed</source>
        <translation>
            <numerusform>%n пропущен</numerusform>
            <numerusform>%n пропущено</numerusform>
            <numerusform>%n пропущено</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken by a colleague</source>
        <translation>
            <numerusform>%n принят коллегой</numerusform>
            <numerusform>%n приняли коллеги</numerusform>
            <numerusform>%n приняли коллеги</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Erase</name>
    <message>
        <source>Delete history</source>
        <translation>Удаление истории</translation>
    </message>
    <message>
        <source>Delete the history of {number}? Calls: {count}</source>
        <translation>Удалить историю номера {number}? Звонков: {count}</translation>
    </message>
    <message>
        <source>Notes and the reminder go with them. This cannot be undone.</source>
        <translation>Заметки и напоминание удалятся тоже. Вернуть их нельзя.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Оставить</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>This cannot be dialled</source>
        <translation>На этот номер нельзя позвонить</translation>
    </message>
    <message>
        <source>No call can be placed from this number</source>
        <translation>С этого номера нельзя позвонить</translation>
    </message>
    <message>
        <source>Try again in {seconds} s.</source>
        <translation>Повторите через {seconds} с.</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Что-то пошло не так</translation>
    </message>
    <message>
        <source>Tell your administrator; the log has the details.</source>
        <translation>Сообщите администратору; подробности — в журнале программы.</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Нет связи</translation>
    </message>
    <message>
        <source>Nothing was sent. Check the network and try again.</source>
        <translation>Запрос не отправлен. Проверьте сеть и повторите.</translation>
    </message>
    <message>
        <source>No answer came back</source>
        <translation>Ответ не пришёл</translation>
    </message>
    <message>
        <source>It may have worked. Look at your phone before you try again.</source>
        <translation>Возможно, всё получилось. Прежде чем повторять, посмотрите на свой телефон.</translation>
    </message>
    <message>
        <source>Wrong login or password</source>
        <translation>Неверный логин или пароль</translation>
    </message>
    <message>
        <source>Check both and the service, then try again.</source>
        <translation>Проверьте логин, пароль и выбранный сервис и повторите.</translation>
    </message>
    <message>
        <source>The invite is not valid</source>
        <translation>Приглашение не подходит</translation>
    </message>
    <message>
        <source>It has been used, or its time is over. Ask for a new one: your administrator has sent you the link.</source>
        <translation>Оно уже использовано, или его срок истёк. Попросите новое у администратора, который прислал ссылку.</translation>
    </message>
    <message>
        <source>This is no invite link</source>
        <translation>Это не ссылка-приглашение</translation>
    </message>
    <message>
        <source>Copy the whole link from your administrator&apos;s message; it begins with uis-desktop://.</source>
        <translation>Скопируйте из письма администратора всю ссылку: она начинается с uis-desktop://.</translation>
    </message>
    <message>
        <source>Somebody else answers in the server&apos;s place</source>
        <translation>Вместо сервера отвечает кто-то другой</translation>
    </message>
    <message>
        <source>Nothing was sent. In a guest network sign in to it in the browser first. Elsewhere tell your administrator: this computer does not trust the server&apos;s certificate.</source>
        <translation>Ничего не отправлено. В гостевой сети сначала войдите в неё через браузер. В другой сети скажите администратору: компьютер не доверяет сертификату сервера.</translation>
    </message>
    <message>
        <source>The network seems to want you to sign in on its own page</source>
        <translation>Похоже, сеть просит войти на своей странице</translation>
    </message>
    <message>
        <source>Open the browser and sign in there. If there is no such page, tell your administrator.</source>
        <translation>Откройте браузер и войдите в сеть. Если такой страницы нет, скажите администратору.</translation>
    </message>
    <message>
        <source>This computer is signed off</source>
        <translation>Доступ этого компьютера отозван</translation>
    </message>
    <message>
        <source>Ask your administrator for a new invite.</source>
        <translation>Попросите у администратора новое приглашение.</translation>
    </message>
    <message>
        <source>The answer could not be read</source>
        <translation>Ответ не удалось разобрать</translation>
    </message>
    <message>
        <source>Check the address. If it is right, tell your administrator.</source>
        <translation>Проверьте адрес. Если он верный, сообщите администратору.</translation>
    </message>
    <message>
        <source>The password store is locked</source>
        <translation>Хранилище паролей заблокировано</translation>
    </message>
    <message>
        <source>Unlock the system&apos;s password store and try again.</source>
        <translation>Разблокируйте системное хранилище паролей и повторите.</translation>
    </message>
    <message>
        <source>No safe place for the password</source>
        <translation>Пароль негде безопасно сохранить</translation>
    </message>
    <message>
        <source>This system has no password store: you will be asked at every start.</source>
        <translation>В этой системе нет хранилища паролей: пароль придётся вводить при каждом запуске.</translation>
    </message>
    <message>
        <source>Some calls are missing here</source>
        <translation>Часть звонков здесь не показана</translation>
    </message>
    <message>
        <source>The connection was down too long. Look them up in the UIS account.</source>
        <translation>Связи не было слишком долго. Посмотрите их в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>The call history cannot be read or written</source>
        <translation>История звонков не читается или не записывается</translation>
    </message>
    <message>
        <source>Check that the disk has room, then start the program again.</source>
        <translation>Проверьте, есть ли место на диске, и перезапустите программу.</translation>
    </message>
    <message>
        <source>The file cannot be read</source>
        <translation>Файл не читается</translation>
    </message>
    <message>
        <source>Choose a file you may open, or close it elsewhere first.</source>
        <translation>Выберите файл, который вам можно открыть, или сначала закройте его в другой программе.</translation>
    </message>
    <message>
        <source>The file was not written</source>
        <translation>Файл не записан</translation>
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation>Выберите другую папку или освободите место на диске.</translation>
    </message>
    <message>
        <source>The system did not change what starts when you log in</source>
        <translation>Система не изменила то, что запускается при входе</translation>
    </message>
    <message>
        <source>Change it in the system&apos;s own settings, or ask your administrator.</source>
        <translation>Измените это в настройках системы или обратитесь к администратору.</translation>
    </message>
    <message>
        <source>This is set by the administrator</source>
        <translation>Это задано администратором</translation>
    </message>
    <message>
        <source>Nothing was changed. Ask your administrator.</source>
        <translation>Ничего не изменилось. Обратитесь к администратору.</translation>
    </message>
    <message>
        <source>Calls by links are switched off</source>
        <translation>Звонки по ссылкам отключены</translation>
    </message>
    <message>
        <source>Your administrator has decided so. Copy the number and dial it here.</source>
        <translation>Так решил администратор. Скопируйте номер и наберите его здесь.</translation>
    </message>
    <message>
        <source>The settings cannot be read</source>
        <translation>Не удалось прочитать настройки</translation>
    </message>
    <message>
        <source>Sign in again, or ask your administrator to mend the file.</source>
        <translation>Войдите заново или попросите администратора исправить файл настроек.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Export calls</source>
        <translation>Выгрузка звонков</translation>
    </message>
    <message>
        <source>Spreadsheet (*.csv)</source>
        <translation>Таблица (*.csv)</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>звонки</translation>
    </message>
    <message>
        <source>Calls in the file: {count}</source>
        <translation>Звонков в файле: {count}</translation>
    </message>
    <message>
        <source>The file was not written</source>
        <translation>Файл не записан</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Дата и время</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Направление</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Итог</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Компания</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Линия</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>Сценарий</translation>
    </message>
    <message>
        <source>Employee</source>
        <translation>Сотрудник</translation>
    </message>
    <message>
        <source>Talk</source>
        <translation>Разговор</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>Ожидание</translation>
    </message>
    <message>
        <source>Additional parameters</source>
        <translation>Дополнительные параметры</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>outgoing</source>
        <translation>исходящий</translation>
    </message>
    <message>
        <source>incoming</source>
        <translation>входящий</translation>
    </message>
</context>
<context>
    <name>FinishReasons</name>
    <message>
        <source>The call ended: {reason}</source>
        <translation>Звонок закончился: {reason}</translation>
    </message>
    <message>
        <source>Your administrator finds the reason in the UIS account.</source>
        <translation>Причину администратор найдёт в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>There is nothing left to do.</source>
        <translation>Ничего делать не нужно.</translation>
    </message>
    <message>
        <source>Call the number back.</source>
        <translation>Перезвоните на этот номер.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Попробуйте позже.</translation>
    </message>
    <message>
        <source>Ask your administrator to check this number&apos;s scenario in the UIS account.</source>
        <translation>Попросите администратора проверить сценарий этого номера в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>Call from another of your numbers, and tell your administrator.</source>
        <translation>Позвоните с другого вашего номера и сообщите администратору.</translation>
    </message>
    <message>
        <source>Ask your administrator to allow such calls in the UIS account.</source>
        <translation>Попросите администратора разрешить такие звонки в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>The contact hung up</source>
        <translation>Собеседник положил трубку</translation>
    </message>
    <message>
        <source>Our side hung up</source>
        <translation>Мы положили трубку</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Ответили</translation>
    </message>
    <message>
        <source>Handed over to a colleague</source>
        <translation>Передан коллеге</translation>
    </message>
    <message>
        <source>A colleague answered</source>
        <translation>Ответил коллега</translation>
    </message>
    <message>
        <source>Nobody on our side picked up</source>
        <translation>У нас никто не ответил</translation>
    </message>
    <message>
        <source>Our phones were busy</source>
        <translation>Наши телефоны были заняты</translation>
    </message>
    <message>
        <source>The employee was still busy with the call before</source>
        <translation>Сотрудник ещё обрабатывал предыдущий звонок</translation>
    </message>
    <message>
        <source>The call rang too long</source>
        <translation>Ответа ждали слишком долго</translation>
    </message>
    <message>
        <source>The caller hung up before a phone rang</source>
        <translation>Звонивший положил трубку раньше, чем зазвонил телефон</translation>
    </message>
    <message>
        <source>The caller hung up in the queue</source>
        <translation>Звонивший не дождался в очереди</translation>
    </message>
    <message>
        <source>The phone is not registered at UIS</source>
        <translation>Телефон не зарегистрирован в UIS</translation>
    </message>
    <message>
        <source>Switch on your desk phone or softphone and check its network and password.</source>
        <translation>Включите телефон или софтфон, проверьте его сеть и пароль.</translation>
    </message>
    <message>
        <source>The group does not work at this time</source>
        <translation>Группа сейчас не работает по расписанию</translation>
    </message>
    <message>
        <source>No phone of ours was rung</source>
        <translation>Ни один наш телефон не зазвонил</translation>
    </message>
    <message>
        <source>The contact could not be reached</source>
        <translation>Не удалось дозвониться</translation>
    </message>
    <message>
        <source>The contact&apos;s line is busy</source>
        <translation>Номер собеседника занят</translation>
    </message>
    <message>
        <source>The contact did not pick up</source>
        <translation>Собеседник не взял трубку</translation>
    </message>
    <message>
        <source>The contact&apos;s number does not work</source>
        <translation>Номер собеседника не работает</translation>
    </message>
    <message>
        <source>Check the number, or call another one.</source>
        <translation>Проверьте номер или позвоните на другой.</translation>
    </message>
    <message>
        <source>Our number is blocked at UIS</source>
        <translation>Наш номер заблокирован в UIS</translation>
    </message>
    <message>
        <source>Our number is not active at UIS</source>
        <translation>Наш номер не активен в UIS</translation>
    </message>
    <message>
        <source>The UIS tariff has no such calls</source>
        <translation>В тарифе UIS нет таких звонков</translation>
    </message>
    <message>
        <source>The UIS account has no money left</source>
        <translation>На счёте UIS закончились деньги</translation>
    </message>
    <message>
        <source>Ask your administrator to top it up.</source>
        <translation>Попросите администратора пополнить счёт.</translation>
    </message>
    <message>
        <source>The company&apos;s limit of calls is used up</source>
        <translation>Лимит звонков компании исчерпан</translation>
    </message>
    <message>
        <source>Ask your administrator to raise it, or try later.</source>
        <translation>Попросите администратора увеличить его или попробуйте позже.</translation>
    </message>
    <message>
        <source>Too many of us are calling at once</source>
        <translation>Слишком много наших звонков сразу</translation>
    </message>
    <message>
        <source>Wait until a colleague has finished, and try again.</source>
        <translation>Дождитесь, пока закончит коллега, и позвоните снова.</translation>
    </message>
    <message>
        <source>This number is on the blacklist</source>
        <translation>Номер в чёрном списке</translation>
    </message>
    <message>
        <source>Ask your administrator to take it off if it should get through.</source>
        <translation>Если номер нужный, попросите администратора убрать его из списка.</translation>
    </message>
    <message>
        <source>UIS takes this number for an unwanted caller</source>
        <translation>UIS считает этот номер нежелательным</translation>
    </message>
    <message>
        <source>This number is not let through at this time</source>
        <translation>В это время звонки с этого номера не пропускаются</translation>
    </message>
    <message>
        <source>This number called too often in a short time</source>
        <translation>С этого номера звонили слишком часто</translation>
    </message>
    <message>
        <source>Our number has no scenario</source>
        <translation>У нашего номера нет сценария</translation>
    </message>
    <message>
        <source>Not part of your UIS tariff</source>
        <translation>Не входит в ваш тариф UIS</translation>
    </message>
    <message>
        <source>Ask your administrator to switch the component on in the UIS account.</source>
        <translation>Попросите администратора подключить компонент в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>The program may not place this call</source>
        <translation>Программе нельзя совершить этот звонок</translation>
    </message>
    <message>
        <source>UIS has a fault</source>
        <translation>Сбой на стороне UIS</translation>
    </message>
    <message>
        <source>Try again; if it stays so, tell your administrator.</source>
        <translation>Попробуйте ещё раз; если не поможет, сообщите администратору.</translation>
    </message>
    <message>
        <source>The employee is switched off in UIS</source>
        <extracomment>Words of which UIS has several with the same beginning.</extracomment>
        <translation>Сотрудник отключён в UIS</translation>
    </message>
    <message>
        <source>Ask your administrator to check the employee in the UIS account.</source>
        <translation>Попросите администратора проверить сотрудника в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>The employee&apos;s status lets no such calls through</source>
        <translation>Статус сотрудника не пропускает такие звонки</translation>
    </message>
    <message>
        <source>Choose another status in UIS, and try again.</source>
        <translation>Выберите другой статус в UIS и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>You may not place such calls</source>
        <translation>Вам такие звонки не разрешены</translation>
    </message>
    <message>
        <source>You may not call numbers outside the company</source>
        <translation>Вам не разрешены внешние звонки</translation>
    </message>
</context>
<context>
    <name>From</name>
    <message>
        <source>The contact sees this number</source>
        <translation>Собеседник увидит этот номер</translation>
    </message>
    <message>
        <source>From which number</source>
        <translation>С какого номера</translation>
    </message>
    <message>
        <source>From {number}</source>
        <translation>С номера {number}</translation>
    </message>
    <message>
        <source>There is no other number to call from</source>
        <extracomment>So many numbers are seen in the menu itself.</extracomment>
        <translation>Другого номера для звонка нет</translation>
    </message>
    <message>
        <source>Call from number</source>
        <translation>Позвонить с номера</translation>
    </message>
    <message>
        <source>Other numbers</source>
        <translation>Другие номера</translation>
    </message>
</context>
<context>
    <name>Hotkey</name>
    <message>
        <source>Put the selected number into the field to dial</source>
        <translation>Вписать выделенный номер в поле набора</translation>
    </message>
    <message>
        <source>No phone number is selected</source>
        <translation>Номер не выделен</translation>
    </message>
    <message>
        <source>Select a number in any program, then press {keys}.</source>
        <translation>Выделите номер в любой программе и нажмите {keys}.</translation>
    </message>
    <message>
        <source>No phone number was copied</source>
        <translation>Номер не скопирован</translation>
    </message>
    <message>
        <source>Copy a number in any program, then press {keys}.</source>
        <translation>Скопируйте номер в любой программе и нажмите {keys}.</translation>
    </message>
    <message>
        <source>{keys} cannot be used</source>
        <translation>{keys}: эти клавиши не работают</translation>
    </message>
    <message>
        <source>Another program uses these keys. Choose others in the settings.</source>
        <translation>Их уже использует другая программа. Выберите в настройках другие.</translation>
    </message>
    <message>
        <source>This keyboard has no such key. Choose another in the settings.</source>
        <translation>На этой клавиатуре нет такой клавиши. Выберите в настройках другую.</translation>
    </message>
    <message>
        <source>The system did not allow it. To be asked again, clear the field in the settings and press the keys anew.</source>
        <translation>Система не разрешила. Чтобы она спросила снова, очистите поле в настройках и нажмите клавиши ещё раз.</translation>
    </message>
    <message>
        <source>The desktop has given no keys yet. Choose them in its settings, under keyboard shortcuts.</source>
        <translation>Рабочий стол пока не назначил клавиш. Выберите их в его настройках, в сочетаниях клавиш.</translation>
    </message>
    <message>
        <source>The desktop gives keys only to installed programs. Install UIS Desktop from its package, or copy the number and paste it instead.</source>
        <translation>Рабочий стол даёт клавиши только установленным программам. Установите UIS Desktop из пакета или скопируйте номер и вставьте его в поле.</translation>
    </message>
    <message>
        <source>The desktop has taken them back. To have them again, clear the field in the settings and press the keys anew.</source>
        <translation>Рабочий стол забрал их назад. Чтобы вернуть, очистите поле в настройках и нажмите клавиши ещё раз.</translation>
    </message>
    <message>
        <source>This desktop gives no program such keys. Copy the number and paste it instead.</source>
        <translation>Этот рабочий стол не даёт программам таких клавиш. Скопируйте номер и вставьте его в поле.</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>Import contacts</source>
        <translation>Загрузка контактов</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход загрузки</translation>
    </message>
    <message>
        <source>Undo this import</source>
        <translation>Отменить эту загрузку</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>Читаем файл…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>New: {count}</source>
        <translation>Новых: {count}</translation>
    </message>
    <message>
        <source>Changed: {count}</source>
        <translation>Изменится: {count}</translation>
    </message>
    <message>
        <source>Already there: {count}</source>
        <translation>Уже есть: {count}</translation>
    </message>
    <message>
        <source>Lines with errors: {count}</source>
        <translation>Строк с ошибками: {count}</translation>
    </message>
    <message>
        <source>There is nothing new in this file.</source>
        <translation>В этом файле нет ничего нового.</translation>
    </message>
    <message>
        <source>They become your own contacts, on this computer only; the company&apos;s contacts stay as they are.</source>
        <translation>Они станут вашими личными контактами, только на этом компьютере; контакты компании не изменятся.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Encoding: {name}</source>
        <translation>Кодировка: {name}</translation>
    </message>
    <message>
        <source>These lines are left out. Mend them and import the file anew:</source>
        <translation>Эти строки пропускаются. Исправьте их и загрузите файл ещё раз:</translation>
    </message>
    <message>
        <source>Import contacts: {count}</source>
        <translation>Загрузить контактов: {count}</translation>
    </message>
    <message>
        <source>Nothing can be imported from this file</source>
        <translation>Из этого файла нечего загрузить</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>Загружаем…</translation>
    </message>
    <message>
        <source>Stop and take back</source>
        <translation>Прервать и вернуть как было</translation>
    </message>
    <message>
        <source>Contacts imported: {count}</source>
        <translation>Загружено контактов: {count}</translation>
    </message>
    <message>
        <source>The import is undone: the contacts are as they were before.</source>
        <translation>Загрузка отменена: контакты такие же, как до неё.</translation>
    </message>
    <message>
        <source>Taking back…</source>
        <translation>Возвращаем как было…</translation>
    </message>
    <message>
        <source>new</source>
        <translation>новый</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>изменится</translation>
    </message>
    <message>
        <source>is there</source>
        <translation>уже есть</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Компания</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Номера</translation>
    </message>
    <message>
        <source>Responsible</source>
        <translation>Ответственный</translation>
    </message>
    <message>
        <source>First contacts of the file</source>
        <translation>Первые контакты файла</translation>
    </message>
    <message>
        <source>Lines with errors</source>
        <translation>Строки с ошибками</translation>
    </message>
    <message>
        <source>Line {number}: {problem}</source>
        <translation>Строка {number}: {problem}</translation>
    </message>
    <message>
        <source>…and lines beside these: {count}</source>
        <translation>…и ещё строк: {count}</translation>
    </message>
    <message>
        <source>Contacts (*.csv *.txt *.vcf *.vcard)</source>
        <translation>Контакты (*.csv *.txt *.vcf *.vcard)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Все файлы (*)</translation>
    </message>
    <message>
        <source>Undo import</source>
        <translation>Отмена загрузки</translation>
    </message>
    <message>
        <source>Undo the import of {file} ({time})? Contacts: {count}</source>
        <translation>Отменить загрузку {file} ({time})? Контактов: {count}</translation>
    </message>
    <message>
        <source>What you have changed by hand since then stays.</source>
        <translation>То, что вы с тех пор изменили сами, останется.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить загрузку</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Оставить</translation>
    </message>
</context>
<context>
    <name>Link</name>
    <message>
        <source>Not signed in</source>
        <extracomment>A panel&apos;s tray needs this long after it has announced itself (tried with xfce4-panel). At log-in the panel may come after us; then nobody has to be told. However many events come, the menu is made anew at most this often.</extracomment>
        <translation>Вход не выполнен</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Подключаемся…</translation>
    </message>
    <message>
        <source>Catching up on calls…</source>
        <translation>Загружаем пропущенные события…</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>На связи</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Нет связи</translation>
    </message>
    <message>
        <source>Refused by the server</source>
        <translation>Сервер отказал</translation>
    </message>
    <message>
        <source>the company&apos;s server does not answer; trying again</source>
        <translation>сервер компании не отвечает; пробуем снова</translation>
    </message>
    <message>
        <source>the company&apos;s server is restarting; trying again</source>
        <translation>сервер компании перезапускается; пробуем снова</translation>
    </message>
    <message>
        <source>this computer or its network is too slow; trying again</source>
        <translation>компьютер или сеть не успевают; пробуем снова</translation>
    </message>
    <message>
        <source>something else answers at the server&apos;s address; trying again</source>
        <translation>по адресу сервера отвечает что-то другое; пробуем снова</translation>
    </message>
    <message>
        <source>the server&apos;s certificate is not trusted; tell your administrator</source>
        <translation>сертификату сервера нельзя доверять; сообщите администратору</translation>
    </message>
    <message>
        <source>this computer was signed off; ask your administrator for a new invite</source>
        <translation>доступ этого компьютера отозван; попросите у администратора новое приглашение</translation>
    </message>
    <message>
        <source>you may not see these calls; ask your administrator</source>
        <translation>нет прав на эти звонки; обратитесь к администратору</translation>
    </message>
    <message>
        <source>this program is too old for the server; install the new version</source>
        <translation>программа устарела для сервера; установите новую версию</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>Call from a link</source>
        <extracomment>It comes up under hands that were typing or clicking somewhere else.</extracomment>
        <translation>Звонок по ссылке</translation>
    </message>
    <message>
        <source>Call {number}?</source>
        <translation>Позвонить {number}?</translation>
    </message>
    <message>
        <source>A link in another program asks for this. Your phone rings first.</source>
        <translation>Об этом просит ссылка из другой программы. Сначала зазвонит ваш телефон.</translation>
    </message>
    <message>
        <source>Call from links without asking</source>
        <translation>Звонить по ссылкам без вопроса</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Позвонить</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>Locks</name>
    <message>
        <source>Set by the administrator: on the company&apos;s server</source>
        <translation>Задано администратором: на сервере компании</translation>
    </message>
    <message>
        <source>Set by the administrator: in a file on this computer</source>
        <translation>Задано администратором: в файле на этом компьютере</translation>
    </message>
    <message>
        <source>Set by the administrator: in the environment of this computer</source>
        <translation>Задано администратором: в переменной среды этого компьютера</translation>
    </message>
</context>
<context>
    <name>Log</name>
    <message>
        <source>Least importance</source>
        <translation>Важность</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Всё</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Предупреждения и ошибки</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Ошибки</translation>
    </message>
    <message>
        <source>Words to look for</source>
        <translation>Слова для поиска</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копировать</translation>
    </message>
    <message>
        <source>Log of the program</source>
        <translation>Журнал программы</translation>
    </message>
    <message>
        <source>The archive has this log, the state of the connection and the last calls. Phone numbers are shortened; passwords and names are not in it.</source>
        <translation>В архиве — этот журнал, состояние связи и последние звонки. Номера телефонов сокращены; паролей и имён в нём нет.</translation>
    </message>
    <message>
        <source>Archive for support…</source>
        <translation>Архив для поддержки…</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Archive for support</source>
        <translation>Архив для поддержки</translation>
    </message>
    <message>
        <source>Archive (*.zip)</source>
        <translation>Архив (*.zip)</translation>
    </message>
    <message>
        <source>The archive is saved. Send it to support.</source>
        <translation>Архив сохранён. Отправьте его в поддержку.</translation>
    </message>
</context>
<context>
    <name>More</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MyStatus</name>
    <message>
        <source>My status in UIS</source>
        <translation>Мой статус в UIS</translation>
    </message>
    <message>
        <source>“{status}” until (day and time):</source>
        <translation>«{status}» до (день и время):</translation>
    </message>
    <message>
        <source>Set the status</source>
        <translation>Поставить статус</translation>
    </message>
    <message>
        <source>Change your status in UIS from “{present}” to “{wanted}”?</source>
        <translation>Сменить ваш статус в UIS с «{present}» на «{wanted}»?</translation>
    </message>
    <message>
        <source>This program has not set the present one: you have elsewhere, or somebody else, or UIS itself.</source>
        <translation>Нынешний статус поставила не эта программа: вы в другом месте, кто-то другой или сама UIS.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Сменить</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>Until I change it</source>
        <translation>Пока не сменю сам</translation>
    </message>
    <message>
        <source>For 15 minutes, then “{status}”</source>
        <translation>На 15 минут, потом «{status}»</translation>
    </message>
    <message>
        <source>For 30 minutes, then “{status}”</source>
        <translation>На 30 минут, потом «{status}»</translation>
    </message>
    <message>
        <source>For 1 hour, then “{status}”</source>
        <translation>На 1 час, потом «{status}»</translation>
    </message>
    <message>
        <source>Until a time, then “{status}”…</source>
        <translation>До заданного времени, потом «{status}»…</translation>
    </message>
    <message>
        <source>Ask UIS again</source>
        <translation>Спросить UIS ещё раз</translation>
    </message>
    <message>
        <source>{status} (now)</source>
        <translation>{status} (сейчас)</translation>
    </message>
    <message>
        <source>UIS has not said yet which status you have</source>
        <translation>UIS ещё не сообщила ваш статус</translation>
    </message>
    <message>
        <source>It is not known yet whether your status has changed</source>
        <translation>Пока неизвестно, сменился ли ваш статус</translation>
    </message>
    <message>
        <source>Not set by this program: you are asked before a change</source>
        <translation>Поставлен не этой программой: перед сменой она спросит</translation>
    </message>
    <message>
        <source>Set by this program</source>
        <translation>Поставлен этой программой</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестен</translation>
    </message>
    <message>
        <source>{status} until {time}</source>
        <translation>{status} до {time}</translation>
    </message>
    <message>
        <source>At {time} it will be “{status}” again.</source>
        <translation>В {time} снова станет «{status}».</translation>
    </message>
    <message>
        <source>Your status in UIS: {status}</source>
        <translation>Ваш статус в UIS: {status}</translation>
    </message>
    <message>
        <source>It stays until you change it.</source>
        <translation>Он останется, пока вы его не смените.</translation>
    </message>
    <message>
        <source>This status is not to be had any more</source>
        <translation>Этого статуса больше нет</translation>
    </message>
    <message>
        <source>Your status was not changed. Choose another one.</source>
        <translation>Ваш статус не изменён. Выберите другой.</translation>
    </message>
    <message>
        <source>Your status was not changed: {reason}</source>
        <translation>Ваш статус не изменён: {reason}</translation>
    </message>
    <message>
        <source>UIS is asked again in a minute, and you are told. Nothing is sent twice.</source>
        <translation>Через минуту программа спросит UIS и сообщит вам. Дважды ничего не отправляется.</translation>
    </message>
    <message>
        <source>Your status was not changed: UIS cannot be reached</source>
        <translation>Ваш статус не изменён: UIS недоступна</translation>
    </message>
    <message>
        <source>Nothing was sent. Try again later.</source>
        <translation>Ничего не отправлено. Попробуйте позже.</translation>
    </message>
    <message>
        <source>The company&apos;s server or UIS cannot be reached</source>
        <translation>Сервер компании или UIS недоступны</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Попробуйте позже.</translation>
    </message>
    <message>
        <source>The company&apos;s server does not tell statuses</source>
        <translation>Сервер компании не сообщает статусы</translation>
    </message>
    <message>
        <source>Ask your administrator to renew the program on the server.</source>
        <translation>Попросите администратора обновить программу на сервере.</translation>
    </message>
    <message>
        <source>The company&apos;s server has no access to UIS&apos;s statuses</source>
        <translation>У сервера компании нет доступа к статусам UIS</translation>
    </message>
    <message>
        <source>Ask your administrator to set the key of the Data API on the server&apos;s page.</source>
        <translation>Попросите администратора указать ключ Data API на странице сервера.</translation>
    </message>
    <message>
        <source>Statuses are not part of your UIS tariff</source>
        <translation>Статусы не входят в ваш тариф UIS</translation>
    </message>
    <message>
        <source>Ask your administrator to switch on the Data API component.</source>
        <translation>Попросите администратора включить компонент Data API.</translation>
    </message>
    <message>
        <source>The server&apos;s key may not read or change statuses</source>
        <translation>Ключу сервера не разрешено читать и менять статусы</translation>
    </message>
    <message>
        <source>Ask your administrator to give the key&apos;s UIS user the right to employees.</source>
        <translation>Попросите администратора дать пользователю UIS, чей это ключ, право на сотрудников.</translation>
    </message>
    <message>
        <source>UIS does not know you as an employee</source>
        <translation>UIS не знает вас как сотрудника</translation>
    </message>
    <message>
        <source>Ask your administrator to check the employee this program is set up for.</source>
        <translation>Попросите администратора проверить, для какого сотрудника настроена программа.</translation>
    </message>
    <message>
        <source>UIS does not give you this status</source>
        <translation>UIS не даёт вам этот статус</translation>
    </message>
    <message>
        <source>UIS has carried out the change after all.</source>
        <translation>UIS всё-таки выполнила смену.</translation>
    </message>
    <message>
        <source>Your status was not changed: it is “{status}”</source>
        <translation>Ваш статус не изменён: «{status}»</translation>
    </message>
    <message>
        <source>UIS has not carried out the change. Choose again.</source>
        <translation>UIS не выполнила смену. Выберите статус ещё раз.</translation>
    </message>
    <message>
        <source>It is not known yet whether your status is back</source>
        <translation>Пока неизвестно, вернулся ли ваш статус</translation>
    </message>
    <message>
        <source>Your status in UIS is “{status}” again</source>
        <translation>Ваш статус в UIS снова «{status}»</translation>
    </message>
    <message>
        <source>The time you had chosen is over.</source>
        <translation>Выбранное вами время вышло.</translation>
    </message>
    <message>
        <source>Your status is still “{status}”</source>
        <translation>Ваш статус всё ещё «{status}»</translation>
    </message>
    <message>
        <source>UIS has not put it back. Choose your status yourself.</source>
        <translation>UIS не вернула прежний. Выберите статус сами.</translation>
    </message>
    <message>
        <source>Your status was changed elsewhere: “{status}”</source>
        <translation>Ваш статус сменили в другом месте: «{status}»</translation>
    </message>
    <message>
        <source>It stays so; it is not put back at the time you chose.</source>
        <translation>Так и останется: в выбранное время прежний статус не вернётся.</translation>
    </message>
    <message>
        <source>Your status was not put back: it is “{status}”</source>
        <translation>Прежний статус не возвращён: сейчас «{status}»</translation>
    </message>
    <message>
        <source>The time you chose was hours ago. Choose your status yourself.</source>
        <translation>Выбранное время прошло несколько часов назад. Выберите статус сами.</translation>
    </message>
</context>
<context>
    <name>Native</name>
    <message>
        <source>Show missed calls</source>
        <translation>Показать пропущенные</translation>
    </message>
</context>
<context>
    <name>NotANumber</name>
    <message>
        <source>Type a number first.</source>
        <translation>Сначала введите номер.</translation>
    </message>
    <message>
        <source>A phone number has no letters.</source>
        <translation>В номере телефона не бывает букв.</translation>
    </message>
    <message>
        <source>The number is too short.</source>
        <translation>Номер слишком короткий.</translation>
    </message>
    <message>
        <source>The number is too long.</source>
        <translation>Номер слишком длинный.</translation>
    </message>
    <message>
        <source>There is no such number.</source>
        <translation>Такого номера не бывает.</translation>
    </message>
    <message>
        <source>These are several numbers: choose one of them.</source>
        <translation>Здесь несколько номеров: выберите один из них.</translation>
    </message>
    <message>
        <source>No country has the code 8. Write +7, or 8 without the plus.</source>
        <translation>Кода страны 8 не бывает. Напишите +7 или 8 без плюса.</translation>
    </message>
    <message>
        <source>This is a service code: dial it on the phone itself.</source>
        <translation>Это служебный код: наберите его на самом телефоне.</translation>
    </message>
    <message>
        <source>Nothing was dialled: UIS is no way to call help. Call 112 from a mobile phone.</source>
        <translation>Звонок не отправлен: через UIS нельзя вызвать помощь. Позвоните 112 с мобильного.</translation>
    </message>
</context>
<context>
    <name>NotOurNumber</name>
    <message>
        <source>Nothing was sent. Choose one of your company&apos;s numbers to call from.</source>
        <translation>Ничего не отправлено. Выберите один из номеров вашей компании.</translation>
    </message>
    <message>
        <source>Nothing was sent. A number 8 800 only takes calls: choose another one to call from.</source>
        <translation>Ничего не отправлено. Номер 8 800 только принимает звонки: выберите другой.</translation>
    </message>
    <message>
        <source>Nothing was sent. It is not one of your company&apos;s active numbers: choose one that is, or ask your administrator.</source>
        <translation>Ничего не отправлено. Этого номера нет среди активных номеров вашей компании: выберите другой или обратитесь к администратору.</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>What was agreed? Kept as you type.</source>
        <translation>О чём договорились? Сохраняется сразу.</translation>
    </message>
    <message>
        <source>Note: kept as you type</source>
        <extracomment>Border, padding and the document&apos;s own margin, above and below.</extracomment>
        <translation>Заметка: сохраняется сразу</translation>
    </message>
    <message>
        <source>Note on this call</source>
        <translation>Заметка к этому звонку</translation>
    </message>
    <message>
        <source>Not saved yet…</source>
        <translation>Ещё не сохранено…</translation>
    </message>
    <message>
        <source>Saved. There is no room for more.</source>
        <translation>Сохранено. Больше не поместится.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Сохранено</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Hide this message</source>
        <translation>Скрыть сообщение</translation>
    </message>
</context>
<context>
    <name>Number</name>
    <message>
        <source>{number} ext. {extension}</source>
        <translation>{number} доб. {extension}</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>going on</source>
        <translation>идёт сейчас</translation>
    </message>
    <message>
        <source>talked</source>
        <translation>разговор</translation>
    </message>
    <message>
        <source>answered by a colleague</source>
        <translation>ответил коллега</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>пропущен</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>не ответили</translation>
    </message>
    <message>
        <source>not placed</source>
        <translation>не состоялся</translation>
    </message>
    <message>
        <source>outcome unknown</source>
        <translation>исход неизвестен</translation>
    </message>
    <message>
        <source>nobody called</source>
        <translation>никто не звонил</translation>
    </message>
    <message>
        <source>missed, waited {time}</source>
        <translation>пропущен, ждал {time}</translation>
    </message>
    <message>
        <source>answered by {name}</source>
        <translation>на вызов ответили: {name}</translation>
    </message>
</context>
<context>
    <name>Quiet</name>
    <message>
        <source>No cards until tomorrow</source>
        <extracomment>The timer stands still while the machine sleeps: look at the clock at least this often.</extracomment>
        <translation>Карточек нет до завтра</translation>
    </message>
    <message>
        <source>No cards until {time}</source>
        <translation>Карточек нет до {time}</translation>
    </message>
</context>
<context>
    <name>Record</name>
    <message>
        <source>The recording cannot be opened</source>
        <translation>Запись не открывается</translation>
    </message>
    <message>
        <source>Choose a web browser in the settings of your system.</source>
        <translation>Выберите браузер в настройках системы.</translation>
    </message>
    <message>
        <source>The recording is not opened</source>
        <extracomment>By the reason of a :class:`~uis_desktop.errors.RecordingUnusable`.</extracomment>
        <translation>Запись не открыта</translation>
    </message>
    <message>
        <source>Open it in the system&apos;s player.</source>
        <translation>Откройте её в системном плеере.</translation>
    </message>
    <message>
        <source>Its address is not one of UIS&apos;s. Tell your administrator.</source>
        <translation>Её адрес не принадлежит UIS. Сообщите администратору.</translation>
    </message>
    <message>
        <source>Its address leads away from UIS. In a guest network sign in to it in the browser, then try again.</source>
        <translation>Адрес уводит от UIS. В гостевой сети сначала войдите в неё в браузере, потом попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>UIS does not give the recording</source>
        <translation>UIS не отдаёт запись</translation>
    </message>
    <message>
        <source>It was deleted, or its time is over. Look for it in the UIS account.</source>
        <translation>Её удалили, или срок её хранения вышел. Поищите её в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>The recording is too long to be played here</source>
        <translation>Запись слишком длинная, чтобы слушать её здесь</translation>
    </message>
    <message>
        <source>The recording is empty</source>
        <translation>Запись пустая</translation>
    </message>
    <message>
        <source>UIS may not have it ready yet. Try again in a minute.</source>
        <translation>Возможно, у UIS она ещё не готова. Попробуйте через минуту.</translation>
    </message>
    <message>
        <source>What came is no recording</source>
        <translation>Пришла не запись</translation>
    </message>
    <message>
        <source>Open it in the system&apos;s player to see what it is.</source>
        <translation>Откройте её в системном плеере: там будет видно, что это.</translation>
    </message>
    <message>
        <source>The recording cannot be played here</source>
        <translation>Эту запись здесь не проиграть</translation>
    </message>
    <message>
        <source>Nothing to hear it with</source>
        <translation>Слушать не на чем</translation>
    </message>
    <message>
        <source>Connect headphones or loudspeakers, then try again.</source>
        <translation>Подключите наушники или колонки и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>The recording did not come</source>
        <extracomment>What may be otherwise the next time.</extracomment>
        <translation>Запись не пришла</translation>
    </message>
    <message>
        <source>Check the network and try again.</source>
        <translation>Проверьте сеть и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>paused for the call</source>
        <translation>пауза: звонок</translation>
    </message>
    <message>
        <source>Pause the recording</source>
        <translation>Приостановить запись</translation>
    </message>
    <message>
        <source>Play the recording</source>
        <translation>Прослушать запись</translation>
    </message>
    <message>
        <source>Play recording {n}</source>
        <translation>Прослушать запись {n}</translation>
    </message>
    <message>
        <source>No recording yet</source>
        <translation>Записи пока нет</translation>
    </message>
    <message>
        <source>Position in the recording, in seconds</source>
        <translation>Место в записи, в секундах</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать ещё раз</translation>
    </message>
    <message>
        <source>Open in the system&apos;s player</source>
        <translation>Открыть в системном плеере</translation>
    </message>
    <message>
        <source>Close the recording</source>
        <translation>Закрыть запись</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Слушать</translation>
    </message>
    <message>
        <source>loading…</source>
        <translation>загружается…</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>UIS declined</source>
        <extracomment>IPv4, or IPv6 with at least two groups.</extracomment>
        <translation>UIS отказал</translation>
    </message>
    <message>
        <source>UIS says: {message}</source>
        <translation>Ответ UIS: {message}</translation>
    </message>
    <message>
        <source>UIS gave no reason. Tell your administrator.</source>
        <translation>UIS не указал причину. Сообщите администратору.</translation>
    </message>
    <message>
        <source>Then start the program anew.</source>
        <translation>Потом запустите программу заново.</translation>
    </message>
    <message>
        <source>Ask your administrator to add the address {address} to the list of allowed addresses in the UIS account (API security).</source>
        <translation>Попросите администратора добавить адрес {address} в список разрешённых в личном кабинете UIS (безопасность API).</translation>
    </message>
    <message>
        <source>Wrong login or password</source>
        <translation>Неверный логин или пароль</translation>
    </message>
    <message>
        <source>Sign out and sign in again with the login and password of your UIS account.</source>
        <translation>Выйдите из учётной записи и войдите снова с логином и паролем UIS.</translation>
    </message>
    <message>
        <source>UIS ended the session</source>
        <translation>UIS завершил сеанс</translation>
    </message>
    <message>
        <source>Sign out and sign in again.</source>
        <translation>Выйдите из учётной записи и войдите снова.</translation>
    </message>
    <message>
        <source>Access to UIS is blocked</source>
        <translation>Доступ к UIS заблокирован</translation>
    </message>
    <message>
        <source>Ask your administrator to unblock access in the UIS account.</source>
        <translation>Попросите администратора разблокировать доступ в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>UIS does not accept calls from this network</source>
        <translation>UIS не принимает запросы из этой сети</translation>
    </message>
    <message>
        <source>Ask your administrator to add this network&apos;s address to the list of allowed addresses in the UIS account (API security).</source>
        <translation>Попросите администратора добавить адрес этой сети в список разрешённых в личном кабинете UIS (безопасность API).</translation>
    </message>
    <message>
        <source>No permission</source>
        <translation>Нет прав</translation>
    </message>
    <message>
        <source>Ask your administrator to give your UIS user the right to use the Call API.</source>
        <translation>Попросите администратора дать вашему пользователю UIS право на Call API.</translation>
    </message>
    <message>
        <source>The UIS account is blocked</source>
        <translation>Аккаунт UIS заблокирован</translation>
    </message>
    <message>
        <source>Ask your administrator; the account may have to be paid.</source>
        <translation>Обратитесь к администратору: возможно, аккаунт нужно оплатить.</translation>
    </message>
    <message>
        <source>Not part of your UIS tariff</source>
        <translation>Не входит в ваш тариф UIS</translation>
    </message>
    <message>
        <source>Ask your administrator to switch on the Call API component.</source>
        <translation>Попросите администратора подключить компонент Call API.</translation>
    </message>
    <message>
        <source>Too many requests to UIS</source>
        <translation>Слишком много запросов к UIS</translation>
    </message>
    <message>
        <source>Wait a little and try again.</source>
        <translation>Немного подождите и повторите.</translation>
    </message>
    <message>
        <source>Your phones are switched off</source>
        <translation>Ваши телефоны выключены</translation>
    </message>
    <message>
        <source>Switch on your desk phone or softphone, or ask your administrator to add a number for you.</source>
        <translation>Включите настольный телефон или софтфон или попросите администратора добавить вам номер.</translation>
    </message>
    <message>
        <source>UIS does not know you as an employee</source>
        <translation>UIS не нашёл такого сотрудника</translation>
    </message>
    <message>
        <source>Ask your administrator to check the employee this program is set up for.</source>
        <translation>Попросите администратора проверить, для какого сотрудника настроена программа.</translation>
    </message>
    <message>
        <source>UIS does not know your outgoing line</source>
        <translation>UIS не знает ваш номер для исходящих</translation>
    </message>
    <message>
        <source>Sign out and sign in again with one of your company&apos;s virtual numbers.</source>
        <translation>Выйдите и войдите снова, указав один из виртуальных номеров компании.</translation>
    </message>
    <message>
        <source>This is a number of your own company</source>
        <translation>Это номер вашей же компании</translation>
    </message>
    <message>
        <source>Call a colleague by the extension.</source>
        <translation>Звоните коллеге по добавочному номеру.</translation>
    </message>
    <message>
        <source>This number is on the blacklist</source>
        <translation>Номер в чёрном списке</translation>
    </message>
    <message>
        <source>Ask your administrator to take it off the blacklist in the UIS account.</source>
        <translation>Попросите администратора убрать его из чёрного списка в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>Calls in this direction are not allowed</source>
        <translation>Звонки в этом направлении запрещены</translation>
    </message>
    <message>
        <source>Ask your administrator to allow it in the UIS account (API security).</source>
        <translation>Попросите администратора разрешить их в личном кабинете UIS (безопасность API).</translation>
    </message>
    <message>
        <source>The UIS account has no money left</source>
        <translation>На счёте UIS закончились деньги</translation>
    </message>
    <message>
        <source>Ask your administrator to top it up.</source>
        <translation>Попросите администратора пополнить счёт.</translation>
    </message>
    <message>
        <source>The call is over already</source>
        <translation>Звонок уже завершён</translation>
    </message>
    <message>
        <source>There is nothing left to do.</source>
        <translation>Ничего делать не нужно.</translation>
    </message>
    <message>
        <source>Not possible at this moment of the call</source>
        <translation>Сейчас это действие недоступно</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Повторите через мгновение.</translation>
    </message>
    <message>
        <source>UIS has a fault</source>
        <translation>Сбой на стороне UIS</translation>
    </message>
    <message>
        <source>Look at your phone before you try again: the call may have been placed.</source>
        <translation>Прежде чем повторять, посмотрите на свой телефон: вызов мог пройти.</translation>
    </message>
    <message>
        <source>UIS does not accept this number</source>
        <translation>UIS не принимает этот номер</translation>
    </message>
    <message>
        <source>Check the number and try again.</source>
        <translation>Проверьте номер и повторите.</translation>
    </message>
    <message>
        <source>UIS did not understand the program</source>
        <translation>UIS не понял запрос программы</translation>
    </message>
    <message>
        <source>This is a fault of the program. Tell your administrator.</source>
        <translation>Это ошибка программы. Сообщите администратору.</translation>
    </message>
    <message>
        <source>Too much for one entry</source>
        <translation>Слишком много для одной записи</translation>
    </message>
    <message>
        <source>UIS keeps at most 10 numbers and 10 e-mail addresses of a contact.</source>
        <translation>UIS хранит не больше 10 номеров и 10 адресов почты у контакта.</translation>
    </message>
    <message>
        <source>UIS cannot read this text out</source>
        <translation>UIS не может прочитать этот текст вслух</translation>
    </message>
    <message>
        <source>Use only letters, digits and usual signs.</source>
        <translation>Используйте только буквы, цифры и обычные знаки.</translation>
    </message>
    <message>
        <source>The text is too long to be read out</source>
        <translation>Текст слишком длинный, чтобы его прочитать вслух</translation>
    </message>
    <message>
        <source>Shorten it and try again.</source>
        <translation>Сократите его и попробуйте ещё раз.</translation>
    </message>
    <message>
        <source>It is so already</source>
        <translation>Это уже сделано</translation>
    </message>
    <message>
        <source>UIS has this already</source>
        <translation>В UIS это уже есть</translation>
    </message>
    <message>
        <source>Look for it by its number, and change it there.</source>
        <translation>Найдите запись по номеру и измените её.</translation>
    </message>
    <message>
        <source>Something else in UIS still needs this</source>
        <translation>Это ещё используется в UIS</translation>
    </message>
    <message>
        <source>Ask your administrator to change it in the UIS account.</source>
        <translation>Попросите администратора изменить это в личном кабинете UIS.</translation>
    </message>
    <message>
        <source>The advertising campaign is switched off</source>
        <translation>Рекламная кампания отключена</translation>
    </message>
    <message>
        <source>No connection to UIS</source>
        <translation>Нет связи с UIS</translation>
    </message>
    <message>
        <source>Nothing was sent. Check the network and try again.</source>
        <translation>Запрос не отправлен. Проверьте сеть и повторите.</translation>
    </message>
    <message>
        <source>UIS does not accept your login</source>
        <translation>UIS не принимает ваш логин</translation>
    </message>
    <message>
        <source>This computer is signed off</source>
        <translation>Доступ этого компьютера отозван</translation>
    </message>
    <message>
        <source>Ask your administrator for a new invite.</source>
        <translation>Попросите у администратора новое приглашение.</translation>
    </message>
    <message>
        <source>The company&apos;s server has no access to UIS</source>
        <translation>У сервера компании нет доступа к UIS</translation>
    </message>
    <message>
        <source>Ask your administrator to renew the key of UIS on the server&apos;s page.</source>
        <translation>Попросите администратора обновить ключ UIS на странице сервера.</translation>
    </message>
    <message>
        <source>The company&apos;s server does not allow this from desktops</source>
        <translation>Сервер компании не разрешает это с рабочих мест</translation>
    </message>
    <message>
        <source>Ask your administrator to allow it on the server&apos;s page.</source>
        <translation>Попросите администратора разрешить это на странице сервера.</translation>
    </message>
    <message>
        <source>UIS cannot find what was asked for</source>
        <translation>UIS не нашёл то, что нужно</translation>
    </message>
    <message>
        <source>Ask your administrator to check the settings in the UIS account.</source>
        <translation>Попросите администратора проверить настройки в личном кабинете UIS.</translation>
    </message>
</context>
<context>
    <name>Reminder</name>
    <message>
        <source>Call back: {name}</source>
        <translation>Перезвоните: {name}</translation>
    </message>
    <message>
        <source>for {time}</source>
        <translation>на {time}</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Позвонить</translation>
    </message>
    <message>
        <source>In 15 minutes</source>
        <translation>Через 15 минут</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>In an hour</source>
        <translation>Через час</translation>
    </message>
    <message>
        <source>Tomorrow at 9:00</source>
        <translation>Завтра в 9:00</translation>
    </message>
    <message>
        <source>Remind me to call back</source>
        <translation>Напомнить перезвонить</translation>
    </message>
    <message>
        <source>Another time…</source>
        <translation>Другое время…</translation>
    </message>
    <message>
        <source>Do not remind me</source>
        <translation>Не напоминать</translation>
    </message>
    <message>
        <source>Day and time:</source>
        <translation>День и время:</translation>
    </message>
    <message>
        <source>Day and time</source>
        <translation>День и время</translation>
    </message>
    <message>
        <source>Remind me</source>
        <translation>Напомнить</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>Call {number}</source>
        <translation>Позвонить {number}</translation>
    </message>
    <message>
        <source>Not by UIS: call 112 from a mobile phone</source>
        <translation>Не через UIS: звоните 112 с мобильного</translation>
    </message>
    <message>
        <source>Abroad · only if your company allows it</source>
        <translation>за границу · только с разрешения</translation>
    </message>
    <message>
        <source>Is this number meant? Press Enter</source>
        <translation>Этот номер? Нажмите Enter</translation>
    </message>
    <message>
        <source>Press Enter</source>
        <translation>Нажмите Enter</translation>
    </message>
    <message>
        <source>Extension · press Enter</source>
        <translation>Добавочный номер · нажмите Enter</translation>
    </message>
    <message>
        <source>Shown for “{text}”</source>
        <extracomment>A title, and what makes the rows below it.</extracomment>
        <translation>Показано для «{text}»</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>Контакты</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>Коллеги</translation>
    </message>
    <message>
        <source>Missed calls</source>
        <translation>Пропущенные</translation>
    </message>
    <message>
        <source>Recent calls</source>
        <translation>Недавние звонки</translation>
    </message>
    <message>
        <source>note: {text}</source>
        <translation>заметка: {text}</translation>
    </message>
    <message>
        <source>ext. {number}</source>
        <translation>доб. {number}</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>есть запись</translation>
    </message>
    <message>
        <source>call back {time}</source>
        <translation>перезвонить {time}</translation>
    </message>
    <message>
        <source>called back {time}</source>
        <translation>перезвонили {time}</translation>
    </message>
    <message>
        <source>called again {time}</source>
        <translation>позвонил ещё раз {time}</translation>
    </message>
    <message>
        <source>tomorrow {time}</source>
        <translation>завтра {time}</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>вчера {time}</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>It is not known whether UIS has saved the contact</source>
        <translation>Неизвестно, сохранила ли UIS контакт</translation>
    </message>
    <message>
        <source>Look for it here in a quarter of an hour before you save again: it may be there twice.</source>
        <translation>Поищите его здесь через четверть часа, прежде чем сохранять снова: иначе он может появиться дважды.</translation>
    </message>
    <message>
        <source>UIS cannot be reached: nothing was saved there</source>
        <translation>UIS недоступна: там ничего не сохранено</translation>
    </message>
    <message>
        <source>Try again later, or save it among your own contacts.</source>
        <translation>Попробуйте позже или сохраните его среди личных контактов.</translation>
    </message>
    <message>
        <source>Ask your administrator. You can save it among your own contacts meanwhile.</source>
        <translation>Обратитесь к администратору. Пока можно сохранить его среди личных контактов.</translation>
    </message>
    <message>
        <source>UIS has such a contact already</source>
        <translation>В UIS такой контакт уже есть</translation>
    </message>
    <message>
        <source>Find the contact with this number and change that one.</source>
        <translation>Найдите контакт с этим номером и измените его.</translation>
    </message>
    <message>
        <source>Another contact in UIS has this number</source>
        <translation>Этот номер в UIS уже у другого контакта</translation>
    </message>
    <message>
        <source>This contact is not in UIS any more</source>
        <translation>Этого контакта в UIS больше нет</translation>
    </message>
    <message>
        <source>Save it as a new one.</source>
        <translation>Сохраните его как новый.</translation>
    </message>
    <message>
        <source>UIS does not take this contact</source>
        <translation>UIS не принимает этот контакт</translation>
    </message>
    <message>
        <source>Check the numbers, and who is responsible.</source>
        <translation>Проверьте номера и ответственного.</translation>
    </message>
    <message>
        <source>UIS&apos;s address book is full</source>
        <translation>Адресная книга UIS заполнена</translation>
    </message>
    <message>
        <source>Saving contacts into UIS is not allowed</source>
        <translation>Сохранять контакты в UIS не разрешено</translation>
    </message>
    <message>
        <source>The company&apos;s server has no access to UIS</source>
        <translation>У сервера компании нет доступа к UIS</translation>
    </message>
    <message>
        <source>UIS does not accept the server&apos;s key any more</source>
        <translation>UIS больше не принимает ключ сервера</translation>
    </message>
    <message>
        <source>Too many requests to UIS</source>
        <translation>Слишком много обращений к UIS</translation>
    </message>
    <message>
        <source>Wait a minute and save again.</source>
        <translation>Подождите минуту и сохраните снова.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Lower right</source>
        <translation>Справа внизу</translation>
    </message>
    <message>
        <source>Upper right</source>
        <translation>Справа вверху</translation>
    </message>
    <message>
        <source>Lower left</source>
        <translation>Слева внизу</translation>
    </message>
    <message>
        <source>Upper left</source>
        <translation>Слева вверху</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлые</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмные</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 дней</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 дней</translation>
    </message>
    <message>
        <source>A year</source>
        <translation>Год</translation>
    </message>
    <message>
        <source>Three years</source>
        <translation>Три года</translation>
    </message>
    <message>
        <source>For ever</source>
        <translation>Всегда</translation>
    </message>
    <message>
        <source>Asked once a day, told when no call goes on. Nothing is installed by itself.</source>
        <translation>Спрашивает раз в день, сообщает не во время звонка. Сама ничего не устанавливает.</translation>
    </message>
    <message>
        <source>This build never asks: it was made without the key that releases are signed with.</source>
        <translation>Эта сборка не спрашивает: она сделана без ключа, которым подписывают выпуски.</translation>
    </message>
    <message>
        <source>Your administrator takes care of updates.</source>
        <translation>Обновлениями занимается администратор.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Запуск</translation>
    </message>
    <message>
        <source>It is started for everybody on this computer; an administrator changes that.</source>
        <translation>Запускается у всех на этом компьютере; изменить это может администратор.</translation>
    </message>
    <message>
        <source>New versions</source>
        <translation>Новые версии</translation>
    </message>
    <message>
        <source>CRM</source>
        <translation>CRM</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>The field above the choices, the buttons below, the title of the window and a panel.</extracomment>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Nothing found. Try another word, or clear the field.</source>
        <translation>Ничего не найдено. Попробуйте другое слово или очистите поле.</translation>
    </message>
    <message>
        <source>Show cards over a program in full screen</source>
        <translation>Показывать карточки поверх полноэкранных программ</translation>
    </message>
    <message>
        <source>video film movie presentation game fullscreen always on top windows</source>
        <translation>видео фильм кино презентация игра поверх окон всех полный экран весь показ</translation>
    </message>
    <message>
        <source>Show calls that ring only at colleagues</source>
        <translation>Показывать звонки, которые звонят только у коллег</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Послушать</translation>
    </message>
    <message>
        <source>My desk phone rings: no sound of this program</source>
        <translation>Звонит телефон на столе: программа молчит</translation>
    </message>
    <message>
        <source>telephone silence mute quiet melody</source>
        <translation>аппарат трубка настольный стационарный тишина мелодия беззвучно без звука тихо</translation>
    </message>
    <message>
        <source>The taskbar flashes while my phone rings</source>
        <translation>Мигать на панели задач, пока мне звонят</translation>
    </message>
    <message>
        <source>panel icon blink attention</source>
        <translation>панель значок моргание моргать внимание мигание мигает</translation>
    </message>
    <message>
        <source>hotkey hot key shortcut keyboard combination quick dial call selection</source>
        <translation>горячие клавиши хоткей сочетание комбинация клавиатура быстрый набрать набор номера позвонить выделение</translation>
    </message>
    <message>
        <source>Offer to call a number when it is copied</source>
        <translation>Предлагать позвонить, когда номер скопирован</translation>
    </message>
    <message>
        <source>clipboard copy copying dial</source>
        <translation>буфер обмена копирование скопировать скопированный набрать позвонить</translation>
    </message>
    <message>
        <source>Ask before a link in another program is called</source>
        <translation>Спрашивать, прежде чем звонить по ссылке</translation>
    </message>
    <message>
        <source>tel callto sip browser site website question confirm confirmation calling click dial</source>
        <translation>tel callto sip браузер сайт клик щелчок вопрос подтверждение звонком набор</translation>
    </message>
    <message>
        <source>What the caller hears on hold</source>
        <translation>Что слышит собеседник на удержании</translation>
    </message>
    <message>
        <source>wait waiting transfer consultation message text phrase words music client</source>
        <translation>разговор ожидание ждёт перевод консультация сообщение текст фраза слова музыка удержать клиент</translation>
    </message>
    <message>
        <source>history journal log delete clear retention how long days old storage</source>
        <translation>история журнал удаление удалять удалить очистить сколько дни старые хранение срок</translation>
    </message>
    <message>
        <source>theme mode colours colors night look appearance</source>
        <translation>цвета цвет оформление ночь ночной режим внешний вид</translation>
    </message>
    <message>
        <source>Start the program when I log in</source>
        <translation>Запускать программу при входе в систему</translation>
    </message>
    <message>
        <source>autostart startup boot launch run computer windows login begin automatically</source>
        <translation>автозапуск автозагрузка загрузка включение компьютера вместе windows запуск запускать автоматически старт</translation>
    </message>
    <message>
        <source>Tell me of new versions</source>
        <translation>Сообщать о новых версиях</translation>
    </message>
    <message>
        <source>update upgrade release newer program download automatic</source>
        <translation>обновление обновить автообновление апдейт выпуск релиз новая программа скачать</translation>
    </message>
    <message>
        <source>Open the customer in the CRM</source>
        <translation>Открывать клиента в CRM</translation>
    </message>
    <message>
        <source>Bitrix24 amoCRM Planfix rule browser page program address card client</source>
        <translation>Битрикс24 Bitrix24 amoCRM амо срм црм Планфикс правило браузер страница программа адрес карточка клиент</translation>
    </message>
    <message>
        <source>Show no cards until</source>
        <translation>Не показывать карточки до</translation>
    </message>
    <message>
        <source>pause quiet do not disturb dnd break lunch hide snooze cards</source>
        <translation>пауза тишина тихо тихий режим не беспокоить перерыв обед скрыть отключить убрать карточки</translation>
    </message>
    <message>
        <source>Open the customer in the CRM…</source>
        <translation>Открывать клиента в CRM…</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Вернуть исходные</translation>
    </message>
    <message>
        <source>Numbers in other programs</source>
        <translation>Номера в других программах</translation>
    </message>
    <message>
        <source>Keys for a number</source>
        <translation>Клавиши для номера</translation>
    </message>
    <message>
        <source>Keys for a selected number</source>
        <translation>Клавиши для выделенного номера</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Days: {count}</source>
        <translation>Дней: {count}</translation>
    </message>
    <message>
        <source>Main monitor</source>
        <translation>Главный монитор</translation>
    </message>
    <message>
        <source>The one the pointer is on</source>
        <translation>Тот, где указатель мыши</translation>
    </message>
    <message>
        <source>{monitor} (not plugged in)</source>
        <translation>{monitor} (не подключён)</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>Карточки</translation>
    </message>
    <message>
        <source>What suits this desktop</source>
        <translation>Автоматически</translation>
    </message>
    <message>
        <source>System notifications</source>
        <translation>Уведомления системы</translation>
    </message>
    <message>
        <source>Now: cards</source>
        <translation>Сейчас: карточки</translation>
    </message>
    <message>
        <source>Now: system notifications</source>
        <translation>Сейчас: уведомления системы</translation>
    </message>
    <message>
        <source>Now: in the window of this program; the desktop shows nothing else</source>
        <translation>Сейчас: в окне программы, больше рабочий стол ничего не показывает</translation>
    </message>
    <message>
        <source>Calls on the screen</source>
        <translation>Звонки на экране</translation>
    </message>
    <message>
        <source>“Do not show cards” is chosen in the menu of the tray&apos;s icon; without a tray, in “Menu” of the window.</source>
        <translation>«Не показывать карточки» выбирается в меню значка в трее, а если трея нет – в «Меню» окна.</translation>
    </message>
    <message>
        <source>Show calls as</source>
        <translation>Показывать звонки</translation>
    </message>
    <message>
        <source>card notification pop-up popup window banner toast alert appearance how shown</source>
        <translation>карточка уведомление оповещение всплывающее окно попап баннер внешний вид появление как показывать</translation>
    </message>
    <message>
        <source>Corner</source>
        <translation>Угол</translation>
    </message>
    <message>
        <source>card position place placement location move where left right upper lower top bottom screen</source>
        <translation>карточка положение расположение позиция место передвинуть перенести где слева справа вверху внизу экран</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>Монитор</translation>
    </message>
    <message>
        <source>card screen display where which second another main pointer mouse</source>
        <translation>карточка экран дисплей где какой второй другой главный указатель мышь</translation>
    </message>
    <message>
        <source>others other people coworkers group team department not mine</source>
        <translation>чужие группа отдел команда не мои другие люди сотрудники</translation>
    </message>
    <message>
        <source>sound loud loudness louder quieter level</source>
        <translation>звук громко громче тише уровень</translation>
    </message>
    <message>
        <source>When my phone rings</source>
        <translation>Когда мне звонят</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source>melody ringtone ring bell signal music audio quiet silence silent mute turn off disable</source>
        <translation>мелодия рингтон звонок сигнал музыка тишина тихо беззвучно выключить отключить убрать</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Громкость</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Keep calls</source>
        <translation>Хранить звонки</translation>
    </message>
    <message>
        <source>Older calls and their notes are deleted at the next start.</source>
        <translation>Более старые звонки и заметки удалятся при следующем запуске.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Цвета</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>This computer has no program to play a sound: install pulseaudio-utils, pipewire-bin or alsa-utils.</source>
        <translation>На этом компьютере нечем проиграть звук: установите pulseaudio-utils, pipewire-bin или alsa-utils.</translation>
    </message>
    <message>
        <source>{keys}: other programs need it. Press two of Ctrl, Alt, Shift together with a letter, a digit or F1–F12.</source>
        <extracomment>Who wants no keys presses one of these.</extracomment>
        <translation>{keys}: это нужно другим программам. Нажмите две из клавиш Ctrl, Alt, Shift вместе с буквой, цифрой или F1–F12.</translation>
    </message>
    <message>
        <source>Copy a number in any program and press them: it is in the field to dial. Backspace: no keys.</source>
        <translation>Скопируйте номер в любой программе и нажмите их: номер появится в поле набора. Backspace: без клавиш.</translation>
    </message>
    <message>
        <source>Select a number in any program and press them: it is in the field to dial. Backspace: no keys.</source>
        <translation>Выделите номер в любой программе и нажмите их: номер появится в поле набора. Backspace: без клавиш.</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>Найти настройку</translation>
    </message>
    <message>
        <source>Settings found: {count}</source>
        <translation>Найдено настроек: {count}</translation>
    </message>
    <message>
        <source>Updates of this program</source>
        <translation>Обновления программы</translation>
    </message>
    <message>
        <source>Calls by links of other programs</source>
        <translation>Звонки по ссылкам из других программ</translation>
    </message>
    <message>
        <source>During a talk</source>
        <translation>Во время разговора</translation>
    </message>
    <message>
        <source>Words on hold</source>
        <translation>Текст на удержании</translation>
    </message>
    <message>
        <source>UIS reads it out. Empty: the usual words.</source>
        <translation>UIS читает это вслух. Пусто: обычные слова.</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Sign in</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>Signing in</source>
        <extracomment>Beside which field an error is explained; the others stand above the buttons.</extracomment>
        <translation>Вход</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Step 2 of 3. A test ring comes next.</source>
        <translation>Шаг 2 из 3. Следующий — тестовый звонок.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Проверяем…</translation>
    </message>
    <message>
        <source>Step 1 of 3. Your number comes next.</source>
        <translation>Шаг 1 из 3. Следующий — ваш номер.</translation>
    </message>
    <message>
        <source>Other address</source>
        <translation>Другой адрес</translation>
    </message>
    <message>
        <source>Through the company&apos;s server, no UIS login</source>
        <translation>Через сервер компании, без логина UIS</translation>
    </message>
    <message>
        <source>The invite is from the server {host}. You will be signed out here, and the invite is used only when you press “Sign in”. There is no way back without a new invite.</source>
        <translation>Приглашение от сервера {host}. Здесь вы выйдете, а приглашение сработает, только когда вы нажмёте «Войти». Чтобы вернуться, понадобится новое приглашение.</translation>
    </message>
    <message>
        <source>Invite link</source>
        <translation>Ссылка-приглашение</translation>
    </message>
    <message>
        <source>You are signed in already. Use another invite?</source>
        <translation>Вы уже вошли. Войти по другому приглашению?</translation>
    </message>
    <message>
        <source>Sign out and use it</source>
        <translation>Выйти и войти по нему</translation>
    </message>
    <message>
        <source>Stay signed in</source>
        <translation>Остаться</translation>
    </message>
    <message>
        <source>Your administrator sends it. It works once.</source>
        <translation>Её присылает администратор. Действует один раз.</translation>
    </message>
    <message>
        <source>Service</source>
        <extracomment>Data of the choices that are no brand.</extracomment>
        <translation>Сервис</translation>
    </message>
    <message>
        <source>Address of the Call API</source>
        <translation>Адрес Call API</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Логин</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Number to call from</source>
        <translation>Звонить с номера</translation>
    </message>
    <message>
        <source>Your number for outgoing calls</source>
        <translation>Ваш номер для исходящих звонков</translation>
    </message>
    <message>
        <source>You are {name}. If you are not, ask your administrator for your own invite.</source>
        <translation>Вы — {name}. Если это не вы, попросите у администратора приглашение на своё имя.</translation>
    </message>
    <message>
        <source>Another number</source>
        <translation>Другой номер</translation>
    </message>
    <message>
        <source>The company&apos;s virtual number your contacts will see.</source>
        <translation>Виртуальный номер компании, который увидят собеседники.</translation>
    </message>
    <message>
        <source>Type the number; your administrator knows it.</source>
        <translation>Впишите номер сами, его знает администратор.</translation>
    </message>
    <message>
        <source>The server does not know the company&apos;s numbers.</source>
        <translation>Сервер не знает номеров компании.</translation>
    </message>
    <message>
        <source>The company&apos;s numbers could not be read: {why}.</source>
        <translation>Номера компании не удалось узнать: {why}.</translation>
    </message>
    <message>
        <source>Your company&apos;s server: {host}</source>
        <translation>Сервер компании: {host}</translation>
    </message>
    <message>
        <source>Fill this in.</source>
        <translation>Заполните это поле.</translation>
    </message>
    <message>
        <source>The password store is not available: password and invite will be asked at every start. They are kept while the program runs. Ask your administrator for an invite that works many times.</source>
        <translation>Хранилище паролей недоступно: пароль и приглашение придётся вводить при каждом запуске. Программа помнит их, пока не закрыта. Попросите у администратора приглашение на много входов.</translation>
    </message>
    <message>
        <source>Open the browser</source>
        <translation>Открыть браузер</translation>
    </message>
    <message>
        <source>Copy for the administrator</source>
        <translation>Скопировать для администратора</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Скопировано</translation>
    </message>
    <message>
        <source>Nothing was sent, your invite is not used up. Check the network and press Enter to try again.</source>
        <extracomment>The tariff lacks what an own login at UIS is good for (&quot;Call API&quot;, &quot;Errors&quot;). Where signing in knows more than the error itself.</extracomment>
        <translation>Ничего не отправлено, приглашение не израсходовано. Проверьте сеть и нажмите Enter, чтобы попробовать снова.</translation>
    </message>
    <message>
        <source>Press Enter to try again. If the invite is refused then, it has worked already: ask your administrator for a new one.</source>
        <translation>Нажмите Enter, чтобы попробовать снова. Если приглашение не подойдёт, оно уже сработало: попросите у администратора новое.</translation>
    </message>
    <message>
        <source>Open the browser and sign in to the network; we try again by ourselves. If there is no such page, check the address of the invite with your administrator.</source>
        <translation>Откройте браузер и войдите в сеть: дальше программа продолжит сама. Если такой страницы нет, проверьте с администратором адрес в приглашении.</translation>
    </message>
    <message>
        <source>Nothing was sent. In a guest network sign in to it in the browser first; we try again by ourselves. Elsewhere tell your administrator: this computer does not trust the server&apos;s certificate.</source>
        <translation>Ничего не отправлено. В гостевой сети сначала войдите в неё через браузер: дальше программа продолжит сама. В другой сети скажите администратору: компьютер не доверяет сертификату сервера.</translation>
    </message>
    <message>
        <source>UIS Desktop: please add the address {address} to the list of allowed addresses in the UIS account (API security).</source>
        <translation>UIS Desktop: добавьте, пожалуйста, адрес {address} в список разрешённых в личном кабинете UIS (безопасность API).</translation>
    </message>
    <message>
        <source>To see who calls you need no Call API: choose “Through the company&apos;s server” above. To dial by a click ask your administrator to switch on the Call API component.</source>
        <translation>Чтобы видеть, кто звонит, Call API не нужен: выберите выше «Через сервер компании». Чтобы звонить щелчком, попросите администратора включить компонент Call API.</translation>
    </message>
    <message>
        <source>Ask your administrator to allow the address {address} in the UIS account (API security), or choose “Through the company&apos;s server” above.</source>
        <translation>Попросите администратора разрешить адрес {address} в личном кабинете UIS (безопасность API) или выберите выше «Через сервер компании».</translation>
    </message>
</context>
<context>
    <name>Sound</name>
    <message>
        <source>Chime</source>
        <extracomment>The names that are kept among the choices, and what they are called.</extracomment>
        <translation>Перезвон</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>Knock</source>
        <translation>Стук</translation>
    </message>
    <message>
        <source>No sound</source>
        <translation>Без звука</translation>
    </message>
</context>
<context>
    <name>Tags</name>
    <message>
        <source>Tags</source>
        <translation>Теги</translation>
    </message>
    <message>
        <source>More tags</source>
        <translation>Другие теги</translation>
    </message>
    <message>
        <source>{tag}, UIS does not know yet</source>
        <translation>{tag}, UIS ещё не знает</translation>
    </message>
    <message>
        <source>UIS does not know yet: {tags}. It is told by itself.</source>
        <translation>UIS ещё не знает: {tags}. Отправится само.</translation>
    </message>
    <message>
        <source>Press the tag to try again.</source>
        <translation>Нажмите на тег, чтобы попробовать ещё раз.</translation>
    </message>
    <message>
        <source>UIS did not change the tag “{name}”</source>
        <translation>UIS не изменил тег «{name}»</translation>
    </message>
    <message>
        <source>The company&apos;s server does not know this call.</source>
        <translation>Сервер компании не знает этого звонка.</translation>
    </message>
    <message>
        <source>UIS has no such tag or call any more. Choose another tag.</source>
        <translation>В UIS больше нет такого тега или звонка. Выберите другой тег.</translation>
    </message>
</context>
<context>
    <name>Transfer</name>
    <message>
        <source>You are talking.</source>
        <translation>Вы разговариваете.</translation>
    </message>
    <message>
        <source>The contact waits and does not hear you.</source>
        <translation>Собеседник ждёт и вас не слышит.</translation>
    </message>
    <message>
        <source>{who} is being called. The contact waits and does not hear you.</source>
        <translation>Вызываем: {who}. Собеседник ждёт и вас не слышит.</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Удержать</translation>
    </message>
    <message>
        <source>Take off hold</source>
        <translation>Снять с удержания</translation>
    </message>
    <message>
        <source>Call this person</source>
        <translation>Вызвать</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Передать звонок</translation>
    </message>
    <message>
        <source>Back to the contact</source>
        <translation>Вернуться к собеседнику</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Перевод звонка</translation>
    </message>
    <message>
        <source>To whom: name, extension or number</source>
        <translation>Кому: имя, добавочный или номер</translation>
    </message>
    <message>
        <source>Colleagues</source>
        <translation>Коллеги</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>Вызвать {number}</translation>
    </message>
    <message>
        <source>talking now</source>
        <translation>разговаривает</translation>
    </message>
    <message>
        <source>The call is handed over</source>
        <translation>Звонок передан</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Missed calls: {count}</source>
        <translation>Пропущенных: {count}</translation>
    </message>
    <message>
        <source>For 30 minutes</source>
        <translation>30 минут</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>1 час</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>До завтра</translation>
    </message>
    <message>
        <source>Open window</source>
        <translation>Открыть окно</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Настройки…</translation>
    </message>
    <message>
        <source>Connection check…</source>
        <translation>Проверка связи…</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>Выйти из учётной записи…</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Войти…</translation>
    </message>
    <message>
        <source>Quit (the call goes on)</source>
        <translation>Завершить программу (звонок не прервётся)</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Завершить программу</translation>
    </message>
    <message>
        <source>Missed calls</source>
        <translation>Пропущенные</translation>
    </message>
    <message>
        <source>Dial…</source>
        <translation>Позвонить…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Недавние</translation>
    </message>
    <message>
        <source>Show cards again</source>
        <translation>Показывать карточки снова</translation>
    </message>
    <message>
        <source>Do not show cards</source>
        <translation>Не показывать карточки</translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message>
        <source>Version {version} is out…</source>
        <translation>Вышла версия {version}…</translation>
    </message>
    <message>
        <source>Download page</source>
        <translation>Страница загрузки</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>The page cannot be opened</source>
        <translation>Не удалось открыть страницу</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Что нового</translation>
    </message>
    <message>
        <source>UIS Desktop {version} is out</source>
        <translation>Вышла версия UIS Desktop {version}</translation>
    </message>
    <message>
        <source>You have {version}. Nothing is installed by itself.</source>
        <translation>У вас {version}. Сама программа ничего не устанавливает.</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Placing the call…</source>
        <translation>Отправляем вызов…</translation>
    </message>
    <message>
        <source>last event {time}</source>
        <translation>последнее событие {time}</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Пропущенные</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Contacts and calls</source>
        <extracomment>A narrower window has room for the list alone.</extracomment>
        <translation>Контакты и звонки</translation>
    </message>
    <message>
        <source>missed: {count}</source>
        <translation>пропущено: {count}</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Настройки…</translation>
    </message>
    <message>
        <source>Connection check…</source>
        <translation>Проверка связи…</translation>
    </message>
    <message>
        <source>event {time}</source>
        <translation>событие {time}</translation>
    </message>
    <message>
        <source>Name, number or note</source>
        <translation>Имя, номер или заметка</translation>
    </message>
    <message>
        <source>Search or dial: name or number</source>
        <translation>Поиск или набор: имя или номер</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>Позвонить</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Выгрузить…</translation>
    </message>
    <message>
        <source>Which calls are listed</source>
        <translation>Какие звонки показаны</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Ничего не найдено</translation>
    </message>
    <message>
        <source>No missed calls</source>
        <translation>Пропущенных нет</translation>
    </message>
    <message>
        <source>Last calls</source>
        <translation>Последние звонки</translation>
    </message>
    <message>
        <source>Last calls with this contact</source>
        <translation>Последние звонки с этим контактом</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>Звонков пока нет</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>Перезвонить</translation>
    </message>
    <message>
        <source>During the call…</source>
        <translation>Во время разговора…</translation>
    </message>
    <message>
        <source>Add to contacts…</source>
        <translation>В контакты…</translation>
    </message>
    <message>
        <source>Delete the history of this number…</source>
        <translation>Удалить историю этого номера…</translation>
    </message>
    <message>
        <source>Why did I (not) see it?</source>
        <translation>Почему я (не) видел звонок?</translation>
    </message>
    <message>
        <source>Responsible: {name}</source>
        <translation>Ответственный: {name}</translation>
    </message>
    <message>
        <source>No phone number is known</source>
        <translation>Номер телефона неизвестен</translation>
    </message>
    <message>
        <source>last used: {time}</source>
        <translation>последний: {time}</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>Позвонить: {number}</translation>
    </message>
    <message>
        <source>Choose a contact or a call</source>
        <extracomment>Shorter than the eye needs, longer than a search takes.</extracomment>
        <translation>Выберите контакт или звонок</translation>
    </message>
    <message>
        <source>Back to the contact</source>
        <translation>Назад к контакту</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Подробности</translation>
    </message>
    <message>
        <source>No contact has this number</source>
        <translation>Ни у кого из контактов нет этого номера</translation>
    </message>
    <message>
        <source>Open in the CRM</source>
        <translation>Открыть в CRM</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
</context>
</TS>

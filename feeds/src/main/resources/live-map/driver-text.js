// What the driver's page says, in both languages.
import { addTexts } from './text.js';

addTexts({
  en: {
    driverSignIn: 'Which bus is this?', driverService: 'Service', driverVehicle: 'Bus', driverToken: 'Drivers’ token', driverBegin: 'Begin',
    driverShut: 'The drivers’ door is shut: the server was given no token.', driverWrong: 'That is not the drivers’ token.', driverNone: 'There are no on-demand buses in this city.',
    driverNext: 'Next stops', driverTools: 'Position and breakdown', driverNoPlan: 'No plan yet. It will show here.', driverNothing: 'Nothing to do now. New stops will show here.',
    driverToStop: 'Next stop', driverAtStop: 'At the stop', driverIn: 'in {0}', driverDue: 'due', driverLate: '{0} late', driverNotBefore: 'Do not leave before {0}',
    driverBoard: 'Board here', driverAlight: 'Get off here', driverNobody: 'Nobody gets on or off here.', driverUnknown: 'This device does not know who gets on or off here.',
    driverArrived: 'Arrived', driverBoarded: 'Boarded', driverAbsent: 'Nobody there', driverAbsentSure: 'Tap again: not there', driverTold: 'Told',
    driverDeparted: 'Departed', driverDepartSure: '{0} not ticked. Tap again to depart', driverDepartEarly: 'Before its time. Tap again to depart',
    driverBreak: 'Break until {0}', driverWait: 'Wait until {0}', driverWaitThere: 'Wait there', driverBreakAt: 'The break begins at {0}', driverDepot: 'Halt', driverOn: '{0} on', driverOff: '{0} off', driverWheel: '{0} wheelchair', driverWheels: '{0} wheelchairs',
    driverAdults: '{0} adults', driverAdults1: '1 adult', driverChildren: '{0} children', driverChildren1: '1 child', driverDisabled: '{0} disabled', driverDisabled1: '1 disabled',
    driverVersion: 'Plan {0}', driverHas: 'Plan {0}, the dispatcher knows that you have it', driverStale: 'No connection for {0}. This plan may be old.', driverWaiting: '{0} words wait to be sent.',
    driverPosition: 'Tell my position', driverPositionOn: 'Position is told', driverPositionNo: 'This device gives no position: {0}', driverPositionInsecure: 'A device gives its position over https only.',
    driverBreakdown: 'Breakdown: the bus cannot go on', driverBreakdownSure: 'Tap again: riders will be given another bus', driverBroken: 'Told: the bus is broken down.', driverRepaired: 'The bus can go on',
    driverDropped: 'Not taken: {0}', driverLeave: 'Another bus', driverLeaveSure: '{0} words are not sent yet. Tap again to leave',
  },
  ja: {
    driverSignIn: 'どのバスですか', driverService: 'サービス', driverVehicle: 'バス', driverToken: '乗務員用トークン', driverBegin: '始める',
    driverShut: '乗務員用の窓口は閉じています（サーバーにトークンがありません）。', driverWrong: 'トークンが違います。', driverNone: 'この都市にはオンデマンドバスがありません。',
    driverNext: 'この先の停留所', driverTools: '位置と故障', driverNoPlan: '運行計画はまだありません。届くとここに表示します。', driverNothing: '今は予定がありません。届くとここに表示します。',
    driverToStop: '次の停留所', driverAtStop: '停車中', driverIn: 'あと{0}', driverDue: '定刻', driverLate: '{0}遅れ', driverNotBefore: '{0}より前に発車しないでください',
    driverBoard: 'ここで乗る', driverAlight: 'ここで降りる', driverNobody: '乗り降りはありません。', driverUnknown: 'この端末では乗り降りする人がわかりません。',
    driverArrived: '到着', driverBoarded: '乗車した', driverAbsent: 'いない', driverAbsentSure: 'もう一度押す：いない', driverTold: '連絡済み',
    driverDeparted: '発車', driverDepartSure: '未確認{0}組。もう一度押すと発車', driverDepartEarly: '定刻前です。もう一度押すと発車',
    driverBreak: '{0}まで休憩', driverWait: '{0}まで待機', driverWaitThere: 'そこで待機', driverBreakAt: '休憩は{0}から', driverDepot: '停車', driverOn: '乗{0}', driverOff: '降{0}', driverWheel: '車いす{0}', driverWheels: '車いす{0}',
    driverAdults: '大人{0}', driverAdults1: '大人1', driverChildren: '小児{0}', driverChildren1: '小児1', driverDisabled: '障がい者{0}', driverDisabled1: '障がい者1',
    driverVersion: '計画 第{0}版', driverHas: '計画 第{0}版（受領を連絡済み）', driverStale: '{0}接続できません。計画が古い可能性があります。', driverWaiting: '未送信の連絡が{0}件あります。',
    driverPosition: '位置を知らせる', driverPositionOn: '位置を知らせています', driverPositionNo: '位置を取得できません：{0}', driverPositionInsecure: '位置はhttpsでのみ取得できます。',
    driverBreakdown: '故障：運行できません', driverBreakdownSure: 'もう一度押すと、乗客を別のバスに振り替えます', driverBroken: '故障を連絡済みです。', driverRepaired: '運行を再開できます',
    driverDropped: '受け付けられませんでした：{0}', driverLeave: '別のバス', driverLeaveSure: '未送信が{0}件あります。もう一度押すと離れます',
  },
});

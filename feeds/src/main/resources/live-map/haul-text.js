// What the day board of construction traffic says, in both languages.
import { addTexts } from './text.js';

addTexts({
  en: {
    haulTitle: 'Construction traffic', haulMap: 'To the live map', haulDate: 'Day', haulReport: 'Report', haulCsv: 'CSV', haulDay: 'The day', haulBy: 'Name', haulCap: 'Cap', haulRemark: 'Why',
    haulAccept: 'Accept recommended cap', haulSet: 'Set cap', haulClose: 'Close slot', haulWithdraw: 'Withdraw order', haulTrip: 'Trip', haulWho: 'Contractor', haulState: 'State', haulWas: 'Declared for', haulWhy: 'Why moved', haulAudit: 'Decisions',
    haulFree: 'under 70 %', haulNear: 'under 100 %', haulFull: 'full', haulOver: 'over the cap', haulCell: 'seen / planned of cap · head-room', haulNone: 'No slots on this day.', haulNoTrips: 'No trips.', haulNoAudit: 'None yet.', haulSlot: 'Slot',
    hDeclared: 'declared', hPlanned: 'planned', hSeen: 'seen', hMoved: 'slots with orders', hUndeclared: 'undeclared', hOver: 'slots over cap', fCap: 'Cap', fRule: 'by the rules', fDeclared: 'Declared', fPlanned: 'Planned', fSeen: 'Seen', fPredicted: 'Expected', fRoom: 'Head-room', fRecommended: 'Recommended cap', fDecision: 'Decision',
    haulUnknown: 'nothing forecast', haulSaved: 'Noted. The plan follows within a minute.', haulFailed: 'Not noted: {0}', haulOrder: '{0} {1}: {2} → {3}', haulAll: 'all routes',
    ROAD_TAKES_MORE: 'the road takes more', NOT_NEEDED: 'more is not wanted', CAP_FITS: 'the cap fits', LINK_TOO_SLOW: 'a link would get too slow', OVERLOADED_WITHOUT: 'too much other traffic', UNKNOWN: 'nothing forecast',
    ESTIMATED: 'estimated', DECLARED: 'declared', PLANNED: 'planned', REFUSED: 'no slot', ON_TIME: 'on time', EARLY: 'early', LATE: 'late', WRONG_ROUTE: 'wrong route', NO_SHOW: 'no-show', CANCELLED: 'cancelled',
    AS_DECLARED: '', NOT_PLANNED: 'not planned yet', CLOSED: 'closed', NOT_POSSIBLE: 'slot past', CAP_FULL: 'cap full', CLASS_CAP_FULL: 'cap of its class full', LINK_OVERLOADED: 'road overloaded', LINK_FULL: 'road full', HOLDING_FULL: 'holding area full', KEPT: 'kept as told',
    NONE: '–', ORDERED: 'cap set', ACCEPTED: 'accepted', OVERRIDDEN: 'overridden', CAP: 'Cap', CLOSURE: 'Closure', WITHDRAWAL: 'Withdrawal', HEAD_ROOM_ACCEPTED: 'Accepted', HEAD_ROOM_OVERRIDDEN: 'Overridden', REPLAN: 'Planned anew', DAY: 'Kind of day', ROUTE: 'Route', haulLinks: '{0} links', haulLIGHT: 'light', haulMEDIUM: 'medium', haulHEAVY: 'heavy', haulTRAILER: 'trailers', haulDay_AS_SET: 'as set', haulDay_WORKDAY: 'workday', haulDay_SATURDAY: 'Saturday', haulDay_HOLIDAY: 'holiday', haulDay_EVENT: 'event day', haulDay_NO_WORK: 'no work', haulLink: 'Construction traffic',
    haulHolding: 'Holding areas: call-forward', haulNext: 'Next: {0} ({1}) leaves at {2}', haulNowLeaves: 'Next: {0} ({1}) leaves now', haulNobodyWaits: 'Nobody waits.', haulNotCalled: 'not called yet', haulWaiting: '{0} of {1}',
  },
  ja: {
    haulTitle: '工事車両 運行管理', haulMap: '交通地図へ', haulDate: '日付', haulReport: '報告書', haulCsv: 'CSV', haulDay: '本日', haulBy: '担当者', haulCap: '上限', haulRemark: '理由',
    haulAccept: '推奨上限を採用', haulSet: '上限を設定', haulClose: '枠を閉鎖', haulWithdraw: '指示を取消', haulTrip: '搬入', haulWho: '事業者', haulState: '状態', haulWas: '届出の枠', haulWhy: '変更理由', haulAudit: '決定の記録',
    haulFree: '70%未満', haulNear: '100%未満', haulFull: '満枠', haulOver: '上限超過', haulCell: '通過／計画・上限・余裕', haulNone: 'この日の枠はありません。', haulNoTrips: '搬入はありません。', haulNoAudit: 'まだありません。', haulSlot: '枠',
    hDeclared: '届出', hPlanned: '計画', hSeen: '通過', hMoved: '指示のある枠', hUndeclared: '無届出', hOver: '超過枠', fCap: '上限', fRule: '規定', fDeclared: '届出', fPlanned: '計画', fSeen: '通過', fPredicted: '見込み', fRoom: '余裕', fRecommended: '推奨上限', fDecision: '決定',
    haulUnknown: '予測なし', haulSaved: '記録しました。計画は1分以内に変わります。', haulFailed: '記録できませんでした：{0}', haulOrder: '{0} {1}：{2}→{3}', haulAll: '全経路',
    ROAD_TAKES_MORE: '道路に余裕あり', NOT_NEEDED: '増枠の必要なし', CAP_FITS: '上限は適正', LINK_TOO_SLOW: '速度低下のおそれ', OVERLOADED_WITHOUT: '一般交通が過大', UNKNOWN: '予測なし',
    ESTIMATED: '見込', DECLARED: '届出済', PLANNED: '計画済', REFUSED: '枠なし', ON_TIME: '定刻', EARLY: '早着', LATE: '遅着', WRONG_ROUTE: '経路違反', NO_SHOW: '不通過', CANCELLED: '取消',
    AS_DECLARED: '', NOT_PLANNED: '未計画', CLOSED: '閉鎖', NOT_POSSIBLE: '枠の時刻超過', CAP_FULL: '満枠', CLASS_CAP_FULL: '車種別満枠', LINK_OVERLOADED: '道路が過大', LINK_FULL: '道路が満杯', HOLDING_FULL: '待機場満車', KEPT: '通知済のまま',
    NONE: '–', ORDERED: '上限設定', ACCEPTED: '採用', OVERRIDDEN: '変更', CAP: '上限設定', CLOSURE: '閉鎖', WITHDRAWAL: '取消', HEAD_ROOM_ACCEPTED: '採用', HEAD_ROOM_OVERRIDDEN: '変更', REPLAN: '再計画', DAY: '日の種別', ROUTE: '経路', haulLinks: '{0}リンク', haulLIGHT: '小型', haulMEDIUM: '中型', haulHEAVY: '大型', haulTRAILER: 'トレーラ', haulDay_AS_SET: '設定どおり', haulDay_WORKDAY: '平日', haulDay_SATURDAY: '土曜', haulDay_HOLIDAY: '休日', haulDay_EVENT: '催事日', haulDay_NO_WORK: '作業休止日', haulLink: '工事車両',
    haulHolding: '待機場・呼出し', haulNext: '次の呼出し：{0}（{1}）{2}発', haulNowLeaves: '次の呼出し：{0}（{1}）ただちに出発', haulNobodyWaits: '待機車両はありません。', haulNotCalled: '未呼出し', haulWaiting: '{0}／{1}台',
  },
});

"""Vietnamese: what residents are told at each step."""

# ruff: noqa: E501 (sentences that residents read stand in one piece)

LABEL = "Tiếng Việt"
HELLO = "Kính gửi {name},\n\n"
FOOT = "\n\nTheo dõi hoặc bổ sung ý kiến: {link}\nMã số hồ sơ: {number}\nPhụ trách: {office}\nĐiện thoại: {phone}"
RESIDENT = "quý vị"
SUBJECTS = {
    "opened": "[{number}] Đã tiếp nhận: {title}",
    "answered": "[{number}] Trả lời: {title}",
    "asked": "[{number}] Cần quý vị trả lời",
    "deadline_moved": "[{number}] Thời hạn trả lời đã thay đổi: {title}",
    "consent_asked": "[{number}] Xin ý kiến gia hạn: {title}",
    "closed": "[{number}] Kết quả: {title}",
    "merged": "[{number}] Được xử lý chung: {title}",
    "reopened": "[{number}] Được xem xét lại: {title}",
    "passed_on": "[{number}] Cơ quan xử lý hiện nay: {text}",
    "away": "[{number}] Thời gian làm việc: {title}",
}
BODIES = {
    "opened": "Chúng tôi đã nhận được nội dung quý vị gửi và sẽ chịu trách nhiệm đến khi giải quyết xong.\n\nQuý vị sẽ nhận được trả lời trước {due}.",
    "answered": "Chúng tôi xin trả lời quý vị như sau.\n\n{text}",
    "asked": "Để tiếp tục giải quyết, chúng tôi cần quý vị cho biết:\n\n{text}\n\nQuý vị có thể trả lời ngay tại địa chỉ bên dưới. Cho đến khi quý vị trả lời, thời hạn giải quyết được tạm dừng.",
    "deadline_moved": "Thời hạn trả lời mà chúng tôi đã hẹn có thay đổi.\n\nThời hạn mới: {due}\nLý do: {text}\n\nRất xin lỗi vì để quý vị phải chờ.",
    "consent_asked": "Chúng tôi chỉ có thể gia hạn trả lời thêm một lần nữa nếu quý vị đồng ý.\n\nThời hạn hiện tại: {due}\nThời hạn đề nghị: {until}\nLý do: {text}\n\nXin cho biết quý vị có đồng ý hay không tại địa chỉ dưới đây. Nếu quý vị không đồng ý, thời hạn được giữ nguyên.",
    "closed": "Chúng tôi xin thông báo kết quả: {ending}\n\n{text}\n\nNếu chưa hài lòng với kết quả, trong vòng 14 ngày quý vị có thể yêu cầu xem xét lại tại địa chỉ bên dưới. Một người khác sẽ phụ trách.",
    "merged": "Nội dung này đã được gửi đến trước đó nên sẽ được xử lý chung. Khi có kết quả, chúng tôi cũng sẽ thông báo cho quý vị.\n\n{text}",
    "reopened": "Hồ sơ của quý vị được xem xét lại, lần này do một người khác phụ trách.\n\nQuý vị sẽ nhận được trả lời trước {due}.",
    "passed_on": "Từ bây giờ {text} sẽ giải quyết việc này. Chúng tôi vẫn chịu trách nhiệm đến cùng; quý vị không cần gửi lại.",
    "away": "Chúng tôi đã nhận được nội dung quý vị gửi. Hiện tại người phụ trách không có mặt.\n\nNgười phụ trách sẽ xem và trả lời quý vị từ {back}.",
}
ENDINGS = {
    "done": "Đã giải quyết xong",
    "answered": "Đã trả lời",
    "not_ours": "Không thuộc thẩm quyền của chúng tôi nên đã được chuyển đến cơ quan phụ trách",
    "cannot": "Không thể giải quyết được",
    "withdrawn": "Đã rút lại theo yêu cầu của quý vị",
    "duplicate": "Được xử lý chung với hồ sơ đã tiếp nhận trước",
}

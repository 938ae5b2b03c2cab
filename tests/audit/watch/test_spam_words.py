import pytest

from prongsai.audit.watch.spam_words import _PHRASES, _TOPICS, STEMS, find_selling, has_stem, sells_by_address


class TestFindSelling:
    @pytest.mark.parametrize(
        "words",
        [
            "สล็อตเว็บตรง", "สล็อต เว็บใหญ่ อันดับ 1", "เว็บพนันที่มาแรงที่สุด", "คาสิโน สมัครรับโบนัส", "บาคาร่า ทางเข้าล่าสุด",
            "Agen Slot Gacor Terbaik", "daftar betting bola resmi", "poker online uang asli", "baccarat with live dealer",
            "nổ hũ đổi thưởng", "捕鱼游戏 注册送", "老虎机 官网", "オンラインカジノ", "buy viagra", "เงินด่วนโอนไว",
        ],
    )  # fmt: skip
    def test_short_words_that_sell(self, words):
        assert find_selling(words).score > 0

    @pytest.mark.parametrize(
        "words",
        [
            "ตรวจหวย", "ผลสลากกินแบ่งรัฐบาล", "คาสิโนถูกกฎหมาย ได้หรือเสีย", "วัยรุ่นติดพนันออนไลน์", "ชวนหยุดพนันบอลออนไลน์",
            "ลงทะเบียนเงินกู้ฉุกเฉิน", "time slot ว่าง", "ร้านขายยา", "ตู้สล็อตแมชชีน", "ร่างกฎหมายกาสิโน", "judicial review", "",
        ],
    )  # fmt: skip
    def test_short_words_that_do_not(self, words):
        assert find_selling(words).phrases == ()

    @pytest.mark.parametrize(
        "words",
        ["จับกุมเว็บสล็อตออนไลน์", "บุกทลายบาคาร่าออนไลน์", "ยึดตู้สล็อตแตกหนัก", "เตือนภัย เครดิตฟรี", "police close online casino"],
    )
    def test_words_of_law_speak_against(self, words):
        assert find_selling(words).score <= 0

    def test_only_words_near_the_topic_speak_against(self):
        far = "สล็อตเว็บตรง " + "ข่าวประชาสัมพันธ์ทั่วไป " * 20 + "ตำรวจ"

        assert find_selling("สล็อตเว็บตรง ตำรวจ").against == 1
        assert find_selling(far).against == 0

    def test_two_words_do_not_sell_in_a_long_text(self):
        assert find_selling("บทความเรื่องคาสิโน " + "ก" * 300 + " โบนัสข้าราชการ").phrases == ()

    def test_tells_what_is_sold(self):
        assert find_selling("สล็อตเว็บตรง").kind == "gambling"
        assert find_selling("cheap viagra").kind == "drugs"
        assert find_selling("payday loans").kind == "loans"


class TestStems:
    def test_each_phrase_holds_one(self):
        assert [phrase for phrase in _PHRASES if not any(stem in phrase for stem in STEMS)] == []

    def test_so_does_each_topic(self):
        plain = [topic for topic in _TOPICS.pattern.split("|") if topic.isalpha()]

        assert len(plain) > 15
        assert [topic for topic in plain if not has_stem(topic)] == []


class TestSellsByAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "https://ufabet.example/", "https://www.ufa365.com/", "http://pg-slot.vip", "/slot-gacor/", "https://x.com/slot777",
            "https://situs-judi.example", "https://bet365.com/", "https://a.com/bet-88/", "https://buy-cialis.example/", "/สล็อต/",
        ],
    )  # fmt: skip
    def test_addresses_that_sell(self, address):
        assert sells_by_address(address)

    @pytest.mark.parametrize(
        "address",
        [
            "https://www.dla.go.th/", "/timeslot/7", "/slot", "https://alphabet123.com/", "/judicial", "https://ufanet.com/",
            "/between-88-and-90", "https://tibet2020.example/", "/manufacture123", "/loan/report.pdf", "/lottery/result",
        ],
    )  # fmt: skip
    def test_addresses_that_do_not(self, address):
        assert not sells_by_address(address)

import pytest

from prongsai.core.handover import (
    WHOLE_CHAIN,
    Chain,
    HandoverFacts,
    PartFacts,
    Refusal,
    next_part_step,
    next_step,
    overall_state,
    require_checker_is_not_maker,
    require_hand_in,
    require_return,
    require_seen,
    require_step,
    state_after,
)

NO_CHECK = Chain.of(["compile", "endorse", "close"])


def part(state="todo", unit="กองคลัง", **fields):
    return PartFacts(unit, state, **fields)


def whole(*parts, state=None, chain=WHOLE_CHAIN):
    return HandoverFacts(chain, state or overall_state(parts, chain), parts)


class TestOverallState:
    @pytest.mark.parametrize(
        ("states", "expected"),
        [
            (["todo"], "todo"),
            (["handed_in", "todo"], "todo"),
            (["handed_in", "checked"], "handed_in"),
            (["checked", "checked"], "checked"),
            (["checked", "returned", "todo"], "returned"),
        ],
    )
    def test_is_that_of_the_part_furthest_behind(self, states, expected):
        assert overall_state([part(state) for state in states], WHOLE_CHAIN) == expected

    def test_excused_parts_hold_nothing_up(self):
        assert overall_state([part("checked"), part("todo", excused=True)], WHOLE_CHAIN) == "checked"

    def test_where_all_are_excused_the_compiler_goes_on(self):
        parts = [part("todo", excused=True)]

        assert overall_state(parts, WHOLE_CHAIN) == "checked"
        assert overall_state(parts, NO_CHECK) == "handed_in"


class TestNextStep:
    def test_of_a_part_is_the_check_of_its_head(self):
        assert next_part_step(part("handed_in"), WHOLE_CHAIN) == "check"
        assert next_part_step(part("handed_in"), NO_CHECK) is None
        assert next_part_step(part("checked"), WHOLE_CHAIN) is None
        assert next_part_step(part("handed_in", excused=True), WHOLE_CHAIN) is None

    def test_of_the_whole_waits_for_every_part(self):
        assert next_step(whole(part("checked"), part("handed_in"))) is None
        assert next_step(whole(part("checked"), part("checked"))) == "compile"

    def test_without_a_check_the_compiler_follows_the_units(self):
        assert next_step(whole(part("handed_in"), chain=NO_CHECK)) == "compile"

    def test_ends(self):
        assert next_step(whole(part("checked"), state="closed")) is None

    def test_a_whole_chain_can_be_walked_to_its_end(self):
        state, taken = "checked", []
        while (step := next_step(whole(part("checked"), state=state))) is not None:
            require_step(whole(part("checked"), state=state), step)
            taken.append(step)
            state = state_after(step)

        assert taken == ["compile", "endorse", "acknowledge", "publish", "close"]


class TestRequireStep:
    def test_names_the_units_that_have_not_handed_in(self):
        facts = whole(part("checked", "สำนักปลัด"), part("todo", "กองคลัง"), part("returned", "กองช่าง"))

        with pytest.raises(Refusal) as refused:
            require_step(facts, "compile")

        assert "กองคลัง, กองช่าง" in refused.value.message_th
        assert "สำนักปลัด" not in refused.value.message_th

    def test_names_the_heads_that_have_not_checked(self):
        with pytest.raises(Refusal, match="heads of กองคลัง must check"):
            require_step(whole(part("handed_in")), "compile")

    def test_says_how_many_more_there_are(self):
        facts = whole(*[part("todo", f"กอง {number}") for number in range(8)])

        with pytest.raises(Refusal, match=r"กอง 4 \(\+3\)"):
            require_step(facts, "compile")

    def test_refuses_a_step_out_of_turn(self):
        facts = whole(part("checked"), state="compiled")

        require_step(facts, "endorse")
        for step in ("compile", "acknowledge", "publish", "close"):
            with pytest.raises(Refusal, match="moved on"):
                require_step(facts, step)

    def test_an_excused_unit_is_not_waited_for(self):
        require_step(whole(part("checked"), part("todo", excused=True)), "compile")


class TestRequireHandIn:
    @pytest.mark.parametrize("state", ["todo", "returned"])
    def test_takes_what_is_open_and_has_content(self, state):
        require_hand_in(part(state), "todo", has_content=True)

    def test_refuses_nothing_at_all(self):
        with pytest.raises(Refusal, match="no evidence and no note"):
            require_hand_in(part(), "todo", has_content=False)

    @pytest.mark.parametrize("state", ["handed_in", "checked"])
    def test_refuses_a_second_time(self, state):
        with pytest.raises(Refusal, match="already"):
            require_hand_in(part(state), state, has_content=True)

    @pytest.mark.parametrize("state", ["compiled", "endorsed", "acknowledged", "published", "closed"])
    def test_refuses_what_was_sent_on(self, state):
        with pytest.raises(Refusal, match="compiled"):
            require_hand_in(part("todo"), state, has_content=True)

    def test_refuses_an_excused_part(self):
        with pytest.raises(Refusal, match="excused"):
            require_hand_in(part(excused=True), "todo", has_content=True)


class TestRequireReturn:
    def test_takes_a_part_handed_in_though_another_is_not(self):
        handed = part("handed_in")

        require_return(whole(handed, part("todo")), handed, "ไฟล์ผิดปี")

    @pytest.mark.parametrize("state", ["compiled", "endorsed", "acknowledged", "published"])
    def test_takes_the_whole_at_every_later_step(self, state):
        require_return(whole(part("checked"), state=state), None, "ขาดหน้าปก")

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_wants_a_reason(self, reason):
        with pytest.raises(Refusal, match="say why"):
            require_return(whole(part("checked"), state="compiled"), None, reason)

    def test_refuses_what_was_never_handed_in(self):
        with pytest.raises(Refusal, match="not been handed in"):
            require_return(whole(part("todo")), part("todo"), "x")

    def test_refuses_what_is_closed(self):
        with pytest.raises(Refusal, match="closed"):
            require_return(whole(part("checked"), state="closed"), None, "x")


class TestRequireSeen:
    def test_takes_what_was_on_the_screen(self):
        require_seen("a", "a")

    def test_refuses_what_changed_meanwhile(self):
        with pytest.raises(Refusal, match="content changed"):
            require_seen("a", "b")


class TestRequireCheckerIsNotMaker:
    def test_takes_another_person(self):
        require_checker_is_not_maker("2", ["1", None], waived=False)

    def test_refuses_the_maker(self):
        with pytest.raises(Refusal, match="someone else"):
            require_checker_is_not_maker("1", ["2", "1"], waived=False)

    def test_takes_the_maker_where_the_agency_waived_it(self):
        require_checker_is_not_maker("1", ["1"], waived=True)

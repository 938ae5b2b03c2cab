import pytest

from prongsai.core.handover import STEPS, WHOLE_CHAIN, Chain, parse_state, parse_step, state_after


class TestChain:
    def test_keeps_the_order_of_the_steps_whatever_the_order_given(self):
        assert Chain.of(["close", "check", "endorse"]).steps == ("check", "endorse", "close")

    @pytest.mark.parametrize("steps", [(), ("close", "check"), ("check", "check")])
    def test_refuses_what_is_no_chain(self, steps):
        with pytest.raises(ValueError, match="not a chain"):
            Chain(steps)

    def test_refuses_an_unknown_step(self):
        with pytest.raises(ValueError, match="unknown steps: \\['sign'\\]"):
            Chain.of(["check", "sign"])

    def test_walks_all_the_states_of_the_whole_chain(self):
        state, walked = "handed_in", []
        while (step := WHOLE_CHAIN.step_from(state)) is not None:
            state = state_after(step)
            walked.append(state)

        assert walked == ["checked", "compiled", "endorsed", "acknowledged", "published", "closed"]

    @pytest.mark.parametrize("left_out", STEPS)
    def test_a_step_that_is_not_used_is_passed_over(self, left_out):
        chain = Chain.of(step for step in STEPS if step != left_out)
        state, steps = "handed_in", []
        while (step := chain.step_from(state)) is not None:
            state = state_after(step)
            steps.append(step)

        assert steps == list(chain.steps)
        assert state == chain.last_state

    @pytest.mark.parametrize("state", ["todo", "returned"])
    def test_nothing_comes_next_before_it_is_handed_in(self, state):
        assert WHOLE_CHAIN.step_from(state) is None

    def test_a_state_beyond_a_step_switched_off_later_goes_on(self):
        assert Chain.of(["check", "close"]).step_from("endorsed") == "close"

    def test_what_was_returned_has_reached_nothing(self):
        assert WHOLE_CHAIN.has_reached("endorsed", "compiled")
        assert not WHOLE_CHAIN.has_reached("checked", "compiled")
        assert not WHOLE_CHAIN.has_reached("returned", "todo")


class TestWords:
    def test_are_read_back(self):
        assert [parse_state(state) for state in ("todo", "returned", "closed")] == ["todo", "returned", "closed"]
        assert [parse_step(step) for step in STEPS] == list(STEPS)

    def test_unknown_ones_are_refused(self):
        with pytest.raises(ValueError, match="unknown state: signed"):
            parse_state("signed")
        with pytest.raises(ValueError, match="unknown step: sign"):
            parse_step("sign")

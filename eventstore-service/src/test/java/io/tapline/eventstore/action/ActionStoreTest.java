package io.tapline.eventstore.action;

import static io.tapline.eventstore.StoreOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.action.ActionStore.Recorded;
import io.tapline.eventstore.event.EventState;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionStoreTest {
  private static final int CALLERS = 8;

  private static StoreOnPostgres store;
  private static ActionStore actions;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreOnPostgres();
    actions = new ActionStore(store.pool);
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
  }

  private final String id = Ideas.unique("scan");

  @BeforeEach
  void insert() {
    var _ = store.insert(id, "2026-03-01T00:00:00Z", id, "10.0.0.5");
  }

  private EventAction act(ActionKind kind, String text) {
    return act(kind, text, "").action();
  }

  private Recorded act(ActionKind kind, String text, String requestId) {
    return await(actions.add(new NewAction(id, kind, "ann", text, requestId)));
  }

  private List<EventAction> history() {
    return await(actions.list(id, 0, 100));
  }

  private String state() {
    return store
        .row("SELECT state FROM eventstore.event WHERE id = '%s'".formatted(id))
        .getString(0);
  }

  @Test
  void every_action_is_recorded_with_who_when_and_why() {
    assertThat(act(ActionKind.ACKNOWLEDGED, "mine").state()).isEqualTo(EventState.ACKNOWLEDGED);
    assertThat(act(ActionKind.COMMENTED, "looks bad").state()).isEqualTo(EventState.ACKNOWLEDGED);
    assertThat(act(ActionKind.CLOSED, "").state()).isEqualTo(EventState.CLOSED);
    assertThat(act(ActionKind.REOPENED, "again").state()).isEqualTo(EventState.OPEN);

    List<EventAction> history = history();
    assertThat(history)
        .extracting(EventAction::text)
        .containsExactly("mine", "looks bad", "", "again");
    assertThat(history).allSatisfy(one -> assertThat(one.actor()).isEqualTo("ann"));
    assertThat(history).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
    assertThat(await(actions.list(id, history.get(1).id(), 1))).containsExactly(history.get(2));
    assertThat(state()).isEqualTo("OPEN");
  }

  @Test
  void what_the_state_does_not_allow_is_refused_and_not_recorded() {
    var _ = act(ActionKind.CLOSED, "");
    for (ActionKind kind : List.of(ActionKind.CLOSED, ActionKind.ACKNOWLEDGED)) {
      assertRefused(() -> act(kind, ""), Reason.INVALID_TRANSITION);
    }
    assertThat(history()).hasSize(1);
    assertThat(state()).isEqualTo("CLOSED");
  }

  @Test
  void an_event_that_is_not_there_has_no_actions() {
    NewAction close = new NewAction("none", ActionKind.CLOSED, "ann", "", "");
    assertRefused(() -> await(actions.add(close)), Reason.EVENT_NOT_FOUND);
    assertRefused(() -> await(actions.list("none", 0, 1)), Reason.EVENT_NOT_FOUND);
  }

  @Test
  void an_action_that_is_repeated_with_its_request_id_is_recorded_once() {
    Recorded first = act(ActionKind.CLOSED, "done", "r1");
    assertThat(first.repeated()).isFalse();
    assertThat(act(ActionKind.CLOSED, "done", "r1"))
        .as("also when the state does not allow it any more")
        .isEqualTo(new Recorded(first.action(), true));
    var _ = act(ActionKind.REOPENED, "");
    assertThat(act(ActionKind.CLOSED, "done", "r1").action()).isEqualTo(first.action());
    assertThat(state()).isEqualTo("OPEN");
    assertThat(history()).hasSize(2);
    assertThat(changes()).isEqualTo(2);
  }

  private long changes() {
    return store
        .row(
            "SELECT count(*) FROM eventstore.event_change WHERE kind = 'ACTED' AND event_id = '%s'"
                .formatted(id))
        .getLong(0);
  }

  @Test
  void of_eight_callers_with_one_request_id_one_records_the_action() {
    NewAction comment = new NewAction(id, ActionKind.COMMENTED, "ann", "bad", "r1");
    List<Recorded> recorded =
        await(
            Uni.join()
                .all(Stream.generate(() -> actions.add(comment)).limit(CALLERS).toList())
                .andFailFast());
    assertThat(recorded).filteredOn(one -> !one.repeated()).hasSize(1);
    assertThat(recorded).extracting(Recorded::action).containsOnly(history().getFirst());
    assertThat(history()).hasSize(1);
  }

  @Test
  void a_request_id_of_another_action_is_refused_and_the_first_one_stays() {
    var _ = act(ActionKind.COMMENTED, "bad", "r1");
    NewAction byBob = new NewAction(id, ActionKind.COMMENTED, "bob", "bad", "r1");
    assertRefused(() -> act(ActionKind.COMMENTED, "good", "r1"), Reason.REQUEST_ID_CONFLICT);
    assertRefused(() -> act(ActionKind.ACKNOWLEDGED, "bad", "r1"), Reason.REQUEST_ID_CONFLICT);
    assertRefused(() -> await(actions.add(byBob)), Reason.REQUEST_ID_CONFLICT);
    assertThat(history()).extracting(EventAction::text).containsExactly("bad");
    assertThat(state()).isEqualTo("OPEN");
  }

  @Test
  void a_request_id_is_free_for_each_event_and_again_when_the_event_is_deleted() {
    var _ = act(ActionKind.COMMENTED, "bad", "r1");
    String other = Ideas.unique("other");
    var _ = store.insert(other, "2026-03-01T00:00:00Z", other, "10.0.0.5");
    NewAction onOther = new NewAction(other, ActionKind.COMMENTED, "ann", "worse", "r1");
    assertThat(await(actions.add(onOther)).repeated()).isFalse();

    store.execute("DELETE FROM eventstore.event WHERE id = '%s'".formatted(id));
    insert();
    assertThat(act(ActionKind.COMMENTED, "else", "r1").repeated()).isFalse();
  }

  @Test
  void without_a_request_id_every_call_is_an_action_of_its_own() {
    for (int i = 0; i < 2; i++) {
      assertThat(act(ActionKind.COMMENTED, "bad", "").repeated()).isFalse();
    }
    assertThat(history()).hasSize(2);
  }

  private static void assertRefused(Runnable work, Reason reason) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}

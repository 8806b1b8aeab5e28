package io.tapline.eventstore.action;

import static io.tapline.eventstore.StoreOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.event.EventState;
import io.tapline.rpc.Refusal;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionStoreTest {
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
    return await(actions.add(id, kind, "ann", text));
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

    List<EventAction> history = await(actions.list(id, 0, 100));
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
    assertThat(await(actions.list(id, 0, 100))).hasSize(1);
    assertThat(state()).isEqualTo("CLOSED");
  }

  @Test
  void an_event_that_is_not_there_has_no_actions() {
    assertRefused(
        () -> await(actions.add("none", ActionKind.CLOSED, "ann", "")), Reason.EVENT_NOT_FOUND);
    assertRefused(() -> await(actions.list("none", 0, 1)), Reason.EVENT_NOT_FOUND);
  }

  private static void assertRefused(Runnable work, Reason reason) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }
}

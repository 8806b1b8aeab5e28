package io.tapline.eventstore.notify.api;

import static io.tapline.eventstore.StoreOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Outbox;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoticeDeskTest {
  @Test
  void a_retry_takes_no_notice_from_whoever_sends_it_at_this_moment() throws IOException {
    try (StoreOnPostgres store = new StoreOnPostgres()) {
      Notice notice = Notice.toChannel("k", "ops", "subject", "", List.of());
      Outbox outbox = new Outbox("mail");
      boolean added = await(store.pool.withTransaction(tx -> outbox.add(tx, notice)));
      assertThat(added).isTrue();
      store.execute(
          "UPDATE eventstore.notice SET lease = 'held', lease_until = now() + interval '1 hour'");
      long id = store.row("SELECT id FROM eventstore.notice").getLong(0);

      NoticeEntry retried = await(new NoticeDesk(store.pool).retry(id));

      assertThat(retried.state()).isEqualTo(NoticeState.PENDING);
      assertThat(
              store
                  .row("SELECT lease FROM eventstore.notice WHERE lease_until > now()")
                  .getString(0))
          .isEqualTo("held");
    }
  }
}

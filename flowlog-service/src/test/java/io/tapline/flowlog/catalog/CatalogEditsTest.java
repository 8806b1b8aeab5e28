package io.tapline.flowlog.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.catalog.CatalogCommit.Change;
import io.tapline.flowlog.catalog.CatalogCommit.Kind;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.rpc.Refusal;
import io.tapline.wire.address.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CatalogEditsTest {
  private static final String OFFICE = "/NetObjects/Office";
  private static final String PRINTERS = "/NetObjects/Office/Printers";
  private static final String LAB = "/NetObjects/Lab";

  @RegisterExtension static final TestDatabase database = new TestDatabase();
  private final CatalogFixture catalog = new CatalogFixture(database);

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private List<String> names() {
    return catalog.reader.objects("", true, "", 100).stream().map(NetObject::name).toList();
  }

  @Test
  void nobody_sees_what_is_not_committed_and_a_commit_is_seen_at_once() {
    String transaction = catalog.begin();
    catalog.put(transaction, OFFICE, "10.1.0.0/16", "10.0.0.0/8", "2001:db8::/32");
    catalog.hide(transaction, PRINTERS);
    assertThat(names()).isEmpty();
    assertThat(catalog.reader.latest()).isZero();

    assertThat(catalog.edits.commit(transaction, "the office")).hasValue(1L);
    assertThat(names()).containsExactly(OFFICE, PRINTERS);
    assertThat(catalog.reader.object(OFFICE))
        .hasValue(
            new NetObject(
                OFFICE,
                List.of(IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("2001:db8::/32")),
                false,
                1));
    assertThat(catalog.reader.object(PRINTERS)).get().returns(true, NetObject::hidden);
    assertThat(catalog.reader.latest()).isEqualTo(1);
  }

  @Test
  void of_two_transactions_that_change_one_object_the_later_commit_is_refused() {
    String first = catalog.begin();
    String second = catalog.begin();
    catalog.put(first, OFFICE, "10.0.0.0/8");
    catalog.put(second, OFFICE, "10.0.0.0/9");
    catalog.put(second, LAB, "192.0.2.0/24");
    assertThat(catalog.edits.commit(first, "first")).hasValue(1L);
    assertThatThrownBy(() -> catalog.edits.commit(second, "second"))
        .isInstanceOfSatisfying(
            Refusal.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.CATALOG_CONFLICT);
              assertThat(e.details()).containsEntry("name", OFFICE).containsEntry("commit_id", "1");
              assertThat(e)
                  .hasMessage("Commit 1 changed " + OFFICE + " since the transaction began.");
            });
    assertThat(names()).containsExactly(OFFICE);
    catalog.edits.rollback(second);
    assertThat(catalog.reader.latest()).isEqualTo(1);
  }

  @Test
  void a_removal_conflicts_as_well_and_other_objects_do_not() {
    long _ = catalog.commit(OFFICE, "10.0.0.0/8");
    String removes = catalog.begin();
    String changes = catalog.begin();
    String others = catalog.begin();
    catalog.edits.delete(removes, OFFICE);
    catalog.put(changes, OFFICE, "10.0.0.0/9");
    catalog.put(others, LAB, "192.0.2.0/24");
    assertThat(catalog.edits.commit(removes, "gone")).hasValue(2L);
    assertThat(catalog.edits.commit(others, "other")).hasValue(3L);
    assertRefused(Reason.CATALOG_CONFLICT, () -> catalog.edits.commit(changes, "late"));
    assertThat(names()).containsExactly(LAB);
  }

  @Test
  void what_is_rolled_back_is_forgotten() {
    String transaction = catalog.begin();
    catalog.put(transaction, OFFICE, "10.0.0.0/8");
    catalog.edits.rollback(transaction);
    assertRefused(
        Reason.TRANSACTION_NOT_FOUND, () -> catalog.edits.commit(transaction, "too late"));
    assertRefused(Reason.TRANSACTION_NOT_FOUND, () -> catalog.edits.rollback(transaction));
    assertRefused(Reason.TRANSACTION_NOT_FOUND, () -> catalog.put("no such", LAB));
    assertThat(database.number("SELECT count(*) FROM flowlog.catalog_edit")).isZero();
    assertThat(names()).isEmpty();
  }

  @Test
  void a_transaction_that_nobody_uses_is_rolled_back_and_one_in_use_is_not() {
    String unused = catalog.begin();
    String used = catalog.begin();
    catalog.put(unused, OFFICE, "10.0.0.0/8");
    catalog.pass(Duration.ofMinutes(9));
    catalog.edits.use(used);
    catalog.pass(Duration.ofMinutes(2));
    assertRefused(Reason.TRANSACTION_NOT_FOUND, () -> catalog.edits.commit(unused, "too late"));
    assertRefused(Reason.TRANSACTION_NOT_FOUND, () -> catalog.put(unused, LAB));
    catalog.put(used, LAB, "192.0.2.1");
    assertThat(catalog.edits.commit(used, "in time")).hasValue(1L);
    String _ = catalog.begin();
    assertThat(database.number("SELECT count(*) FROM flowlog.catalog_edit")).isZero();
    assertThat(names()).containsExactly(LAB);
  }

  @Test
  void a_repeated_commit_gives_the_same_number_and_changes_nothing() {
    String transaction = catalog.begin();
    catalog.put(transaction, OFFICE, "10.0.0.0/8");
    assertThat(catalog.edits.commit(transaction, "once")).hasValue(1L);
    assertThat(catalog.edits.commit(transaction, "once")).hasValue(1L);
    assertThat(catalog.reader.before(Long.MAX_VALUE, 10)).hasSize(1);
  }

  @Test
  void a_transaction_that_changes_nothing_is_no_commit() {
    long _ = catalog.commit(OFFICE, "10.0.0.0/8");
    String transaction = catalog.begin();
    catalog.put(transaction, OFFICE, "10.0.0.0/8");
    catalog.put(transaction, LAB, "192.0.2.1");
    catalog.edits.delete(transaction, LAB);
    assertThat(catalog.edits.commit(transaction, "nothing")).isEmpty();
    assertThat(catalog.reader.latest()).isEqualTo(1);
    assertRefused(Reason.TRANSACTION_NOT_FOUND, () -> catalog.edits.rollback(transaction));
  }

  @Test
  void the_history_says_what_each_commit_did_the_latest_first() {
    long _ = catalog.commit(OFFICE, "10.0.0.0/8");
    long _ = catalog.commit(LAB, "192.0.2.0/24");
    catalog.pass(Duration.ofSeconds(1));
    String transaction = catalog.begin();
    catalog.edits.delete(transaction, LAB);
    catalog.hide(transaction, OFFICE, "10.0.0.0/8");
    catalog.put(transaction, PRINTERS, "10.0.0.9");
    assertThat(catalog.edits.commit(transaction, "moved")).hasValue(3L);
    List<CatalogCommit> history = catalog.reader.before(Long.MAX_VALUE, 10);
    assertThat(history).extracting(CatalogCommit::id).containsExactly(3L, 2L, 1L);
    assertThat(history.getFirst())
        .isEqualTo(
            new CatalogCommit(
                3,
                Objects.requireNonNull(catalog.now.get()),
                "moved",
                List.of(
                    new Change(LAB, Kind.REMOVED),
                    new Change(OFFICE, Kind.CHANGED),
                    new Change(PRINTERS, Kind.ADDED)),
                3));
    assertThat(catalog.reader.before(3, 1)).containsExactly(history.get(1));
  }

  @Test
  void an_object_that_is_not_there_cannot_be_removed() {
    String transaction = catalog.begin();
    assertRefused(Reason.NET_OBJECT_NOT_FOUND, () -> catalog.edits.delete(transaction, OFFICE));
    catalog.put(transaction, OFFICE);
    catalog.edits.delete(transaction, OFFICE);
    assertRefused(Reason.NET_OBJECT_NOT_FOUND, () -> catalog.edits.delete(transaction, OFFICE));
  }

  @Test
  void transactions_objects_prefixes_and_messages_have_limits() {
    String transaction = catalog.begin();
    String _ = catalog.begin();
    String _ = catalog.begin();
    assertRefused(Reason.TRANSACTION_LIMIT, catalog::begin);
    assertRefused(
        Reason.PREFIX_LIMIT,
        () -> catalog.put(transaction, OFFICE, "10.0.0.1", "10.0.0.3", "10.0.0.5", "10.0.0.7"));
    for (int i = 0; i < CatalogFixture.LIMITS.objects(); i++) {
      catalog.put(transaction, OFFICE + "/" + i);
    }
    catalog.put(transaction, OFFICE + "/0", "10.0.0.1");
    assertRefused(Reason.NET_OBJECT_LIMIT, () -> catalog.put(transaction, LAB));
    assertRefused(Reason.INVALID_MESSAGE, () -> catalog.edits.commit(transaction, " "));
    assertRefused(
        Reason.INVALID_MESSAGE, () -> catalog.edits.commit(transaction, "x".repeat(1_001)));
    assertThat(catalog.edits.commit(transaction, "full")).hasValue(1L);
    String more = catalog.begin();
    catalog.put(more, LAB);
    assertRefused(Reason.NET_OBJECT_LIMIT, () -> catalog.edits.commit(more, "too many"));
    catalog.edits.delete(more, OFFICE + "/0");
    assertThat(catalog.edits.commit(more, "as many as before")).hasValue(2L);
  }

  @Test
  void commits_at_the_same_time_are_numbered_without_gaps() throws Exception {
    CatalogEdits edits =
        new CatalogEdits(
            database.log(), new CatalogLimits(8, Duration.ofMinutes(1), 100, 3), catalog.now::get);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Long>> commits =
          List.of(writer(edits, 1), writer(edits, 2), writer(edits, 3), writer(edits, 4));
      for (Future<Long> last : threads.invokeAll(commits)) {
        assertThat(last.get()).isPositive();
      }
    }
    assertThat(catalog.reader.after(0, 100))
        .extracting(CatalogCommit::id)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
  }

  private static Callable<Long> writer(CatalogEdits edits, int number) {
    return () -> {
      long last = 0;
      for (int i = 0; i < 5; i++) {
        String transaction = edits.begin().id();
        edits.put(
            transaction,
            CatalogFixture.object(LAB + number, false, "10.%d.0.%d".formatted(number, i)));
        last = edits.commit(transaction, "writer " + number).orElseThrow();
      }
      return last;
    };
  }
}

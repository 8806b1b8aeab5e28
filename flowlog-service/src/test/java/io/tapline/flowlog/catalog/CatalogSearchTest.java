package io.tapline.flowlog.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.LogHarness;
import io.tapline.flowlog.search.Cancellation;
import io.tapline.flowlog.search.Engine;
import io.tapline.flowlog.search.Interval;
import io.tapline.flowlog.search.Question;
import io.tapline.flowlog.search.Search;
import io.tapline.flowlog.store.Segments;
import io.tapline.flowlog.store.TestDatabase;
import io.tapline.rpc.Refusal;
import io.tapline.wire.address.IpPrefix;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a commit of the catalog to the connections that a filter finds by it. */
class CatalogSearchTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();
  @RegisterExtension final LogHarness log = new LogHarness(database, 1 << 24);

  private final CatalogFixture catalog = new CatalogFixture(database);
  private final Segments segments = log.segments();
  private final Engine engine =
      new Engine(
          log.duckDb,
          log.snapshots,
          new CatalogNetObjects(catalog.reader, CatalogFixture.LIMITS),
          Duration.ofSeconds(30),
          Engine.DEFAULT_PIN_BYTES);
  private final Search search = new Search(engine);

  @BeforeEach
  void fill() throws IOException {
    assertThat(segments.commit(500).rows()).isEqualTo(500);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private long count(String filter) {
    return search
        .count(new Question(Interval.UNBOUNDED, filter), new Cancellation())
        .value()
        .connections();
  }

  private long within(String text) {
    IpPrefix prefix = IpPrefix.parse(text);
    return segments.rows().stream()
        .filter(
            row ->
                prefix.contains(row.clientHigh(), row.clientLow())
                    || prefix.contains(row.serverHigh(), row.serverLow()))
        .count();
  }

  @Test
  void a_filter_uses_what_is_committed_when_it_is_asked() {
    String filter = "netobject = /NetObjects/Office";
    assertThatThrownBy(() -> count(filter))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("Filter, character 13: there is no visible net object");
    long _ = catalog.commit("/NetObjects/Office", "10.0.1.0/24");
    assertThat(count(filter)).isEqualTo(within("10.0.1.0/24")).isPositive();
    long _ = catalog.commit("/NetObjects/Office/Rest", "10.0.0.0/23");
    assertThat(count(filter)).isEqualTo(within("10.0.0.0/23")).isGreaterThan(within("10.0.1.0/24"));
    String transaction = catalog.begin();
    catalog.edits.delete(transaction, "/NetObjects/Office/Rest");
    assertThat(count(filter)).isEqualTo(within("10.0.0.0/23"));
    assertThat(catalog.edits.commit(transaction, "no rest")).isPresent();
    assertThat(count(filter)).isEqualTo(within("10.0.1.0/24"));
    assertThat(count(filter + " and " + filter)).isEqualTo(within("10.0.1.0/24"));
  }
}

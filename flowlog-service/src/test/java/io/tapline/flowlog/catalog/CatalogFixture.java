package io.tapline.flowlog.catalog;

import io.tapline.flowlog.store.TestDatabase;
import io.tapline.wire.address.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A catalog on a real database whose clock a test turns; small limits. */
final class CatalogFixture {
  static final CatalogLimits LIMITS = new CatalogLimits(3, Duration.ofMinutes(10), 5, 3);

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
  final CatalogReader reader;
  final CatalogEdits edits;

  CatalogFixture(TestDatabase database) {
    reader = new CatalogReader(database.log());
    edits = new CatalogEdits(database.log(), LIMITS, now::get);
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  String begin() {
    return edits.begin().id();
  }

  void put(String transaction, String name, String... prefixes) {
    edits.put(transaction, object(name, false, prefixes));
  }

  void hide(String transaction, String name, String... prefixes) {
    edits.put(transaction, object(name, true, prefixes));
  }

  static NetObject object(String name, boolean hidden, String... prefixes) {
    return NetObject.of(name, Arrays.stream(prefixes).map(IpPrefix::parse).toList(), hidden);
  }

  /** A commit of one object, by itself. */
  long commit(String name, String... prefixes) {
    String transaction = begin();
    put(transaction, name, prefixes);
    Optional<Long> commit = edits.commit(transaction, "put " + name);
    return commit.orElseThrow();
  }
}

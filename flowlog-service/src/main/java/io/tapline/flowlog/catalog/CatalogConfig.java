package io.tapline.flowlog.catalog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Keys {@code tapline.flowlog.catalog.*}. */
@ConfigMapping(prefix = "tapline.flowlog.catalog")
public interface CatalogConfig {
  /** Transactions that are open at once, at most; beyond: TRANSACTION_LIMIT. */
  @WithDefault("16")
  int maxTransactions();

  /** A transaction that nobody used for so long is rolled back. */
  @WithDefault("10M")
  Duration transactionIdle();

  /** Net objects at most, and changes of one transaction; beyond: NET_OBJECT_LIMIT. */
  @WithDefault("10000")
  int maxObjects();

  /** Prefixes of one net object at most; beyond: PREFIX_LIMIT. */
  @WithDefault("256")
  int maxPrefixes();
}

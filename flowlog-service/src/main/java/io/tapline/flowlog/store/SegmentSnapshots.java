package io.tapline.flowlog.store;

import java.util.Map;

/**
 * What a question needs of the store; implemented over registry and cache, and by plain lists of
 * files in tests.
 */
public interface SegmentSnapshots {
  /**
   * Reads which segments hold the connections that are asked for; brings none of them to local
   * disk. The caller closes the snapshot soon: it may hold a transaction of the database.
   *
   * @throws io.tapline.rpc.Refusal STORE_UNAVAILABLE, or what the caller's check says
   */
  SegmentSnapshot open(SegmentQuestion question, StillWanted wanted);

  /** Names of sources ({@code sensor/source}) by their number. */
  Map<Integer, String> sourceNames();
}

package io.tapline.wire.ipfix;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tapline.wire.flowexport.FuzzedExports;

/** How to run it longer: wire/README.md. */
class NetflowV9FuzzTest {
  private static final byte[] VERSION = {0, 9};

  @FuzzTest
  void any_datagrams_have_an_outcome_and_a_snapshot(byte[] bytes) {
    FuzzedExports.check(bytes, VERSION);
  }
}

package io.tapline.wire.sflow;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tapline.wire.flowexport.FuzzedExports;

/** How to run it longer: wire/README.md. */
class SflowFuzzTest {
  private static final byte[] VERSION = {0, 0, 0, 5};

  @FuzzTest
  void any_datagrams_have_an_outcome_and_a_snapshot(byte[] bytes) {
    FuzzedExports.check(bytes, VERSION);
  }
}

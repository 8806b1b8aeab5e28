package io.tapline.capture.transform;

import io.tapline.rpc.Refusal;

/** Compiles libpcap filters. */
@FunctionalInterface
public interface FilterCompiler {

  /** A compiled filter. */
  interface Filter extends AutoCloseable {
    boolean matches(byte[] frame, int length, int originalLength);

    @Override
    void close();
  }

  /**
   * A filter for frames of one link type.
   *
   * @throws Refusal INVALID_BPF, LIBPCAP_MISSING
   */
  Filter compile(String expression, int linkType);
}

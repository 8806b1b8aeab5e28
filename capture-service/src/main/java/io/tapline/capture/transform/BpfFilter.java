package io.tapline.capture.transform;

import io.tapline.rpc.Refusal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leaves out what a libpcap filter does not match. Compiled once for each link type. */
final class BpfFilter implements Transform {
  private static final int ETHERNET = 1;

  private final String expression;
  private final FilterCompiler compiler;
  private final Map<Integer, FilterCompiler.@Nullable Filter> filters = new HashMap<>();

  /**
   * @throws Refusal INVALID_BPF, LIBPCAP_MISSING
   */
  BpfFilter(String expression, FilterCompiler compiler) {
    this.expression = expression;
    this.compiler = compiler;
    filters.put(ETHERNET, compiler.compile(expression, ETHERNET));
  }

  /** Fails for a link type that the filter cannot be compiled for. */
  @Override
  public Outcome apply(FrameCopy frame) {
    if (!filters.containsKey(frame.linkType)) {
      filters.put(frame.linkType, compile(frame.linkType));
    }
    FilterCompiler.Filter filter = filters.get(frame.linkType);
    if (filter == null) {
      return Outcome.FAILED;
    }
    return filter.matches(frame.bytes, frame.length, frame.originalLength)
        ? Outcome.KEPT
        : Outcome.LEFT_OUT;
  }

  private FilterCompiler.@Nullable Filter compile(int linkType) {
    try {
      return compiler.compile(expression, linkType);
    } catch (Refusal e) {
      return null;
    }
  }

  @Override
  public void close() {
    for (FilterCompiler.Filter filter : filters.values()) {
      if (filter != null) {
        filter.close();
      }
    }
    filters.clear();
  }
}

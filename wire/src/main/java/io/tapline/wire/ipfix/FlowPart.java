package io.tapline.wire.ipfix;

import io.tapline.wire.flow.FlowRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings the values of some related fields into the flow. A part decides when its template comes
 * what to take from where, so that little is asked per record.
 */
interface FlowPart {
  /** Sets its fields of the flow, which are as {@link FlowRecord#clear} left them, or replaced. */
  void fill(RecordValues values, FlowRecord flow);

  /** In the order in which they fill. */
  List<Function<Presence, @Nullable FlowPart>> PARTS =
      List.of(
          EndpointsPart::of,
          CountersPart::of,
          TimesPart::of,
          PathPart::of,
          TranslationPart::of,
          EventPart::of,
          TotalsPart::of,
          SamplingPart::of,
          ServicePart::of,
          RttPart::of,
          LocalHostPart::of,
          SectionPart::of);

  /** The parts that these fields need; none when they describe no flow. */
  static FlowPart[] of(Presence presence) {
    List<FlowPart> parts = new ArrayList<>();
    for (Function<Presence, @Nullable FlowPart> each : PARTS) {
      FlowPart part = each.apply(presence);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts.toArray(FlowPart[]::new);
  }
}

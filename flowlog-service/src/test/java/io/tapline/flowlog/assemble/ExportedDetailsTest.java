package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExportedDetailsTest {
  private static final EndpointDetails EXPORTED =
      new EndpointDetails(1, "eth0", 64_512, 24, 8, 2, 3, 4, 5, 6, 7);

  static Stream<RecordComponent> ofEndpoints() {
    return Arrays.stream(EndpointDetails.class.getRecordComponents());
  }

  static Stream<RecordComponent> ofFlows() {
    return Arrays.stream(ExportedDetails.class.getRecordComponents());
  }

  private static ExportedDetails flow() {
    return new ExportedDetails(1, EXPORTED, EndpointDetails.NOTHING, "accept", "input");
  }

  /** The same but for one component. */
  private static <R extends Record> R changed(R record, RecordComponent which, Object value) {
    try {
      RecordComponent[] components = record.getClass().getRecordComponents();
      Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        boolean changes = components[i].getName().equals(which.getName());
        components[i].getAccessor().setAccessible(true);
        values[i] = changes ? value : components[i].getAccessor().invoke(record);
      }
      @SuppressWarnings("unchecked")
      R made = (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
      return made;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object another(RecordComponent which) {
    Class<?> type = which.getType();
    return type == String.class
        ? "another"
        : type == EndpointDetails.class
            ? new EndpointDetails(99, "", -1, -1, -1, 0, 0, 0, 0, 0, -1)
            : type == int.class ? (Object) 99 : (Object) 99L;
  }

  @ParameterizedTest
  @MethodSource("ofEndpoints")
  void endpoints_that_differ_in_one_thing_are_not_equal(RecordComponent which) {
    assertThat(changed(EXPORTED, which, another(which))).isNotEqualTo(EXPORTED);
  }

  @ParameterizedTest
  @MethodSource("ofFlows")
  void flows_that_differ_in_one_thing_are_not_equal(RecordComponent which) {
    assertThat(changed(flow(), which, another(which))).isNotEqualTo(flow());
  }

  @Test
  void equal_ones_have_equal_hash_codes() {
    EndpointDetails same = new EndpointDetails(1, "eth0", 64_512, 24, 8, 2, 3, 4, 5, 6, 7);
    assertThat(same).isEqualTo(EXPORTED).hasSameHashCodeAs(EXPORTED);
    assertThat(flow()).isEqualTo(flow()).hasSameHashCodeAs(flow());
  }

  @ParameterizedTest
  @MethodSource("ofEndpoints")
  void what_was_not_told_comes_from_the_later_one(RecordComponent which) {
    EndpointDetails later = changed(EndpointDetails.NOTHING, which, another(which));
    assertThat(EndpointDetails.NOTHING.or(later)).isEqualTo(later);
  }

  @Test
  void what_was_told_stays() {
    EndpointDetails later = new EndpointDetails(9, "eth9", 9, 9, 9, 9, 9, 9, 9, 9, 9);
    assertThat(EXPORTED.or(later)).isSameAs(EXPORTED);
    assertThat(EXPORTED.or(EndpointDetails.NOTHING)).isSameAs(EXPORTED);
  }

  @Test
  void a_flow_to_which_the_later_adds_nothing_is_the_same_object() {
    ExportedDetails known = flow();
    assertThat(known.and(flow())).isSameAs(known);
    ExportedDetails empty =
        new ExportedDetails(0, EndpointDetails.NOTHING, EndpointDetails.NOTHING, "", "");
    assertThat(known.and(empty)).isSameAs(known);
    assertThat(empty.and(known)).isEqualTo(known);
  }
}

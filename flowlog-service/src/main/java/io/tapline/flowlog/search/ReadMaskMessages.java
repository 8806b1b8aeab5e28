package io.tapline.flowlog.search;

import com.google.protobuf.FieldMask;
import com.google.protobuf.util.FieldMaskUtil;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.v1.Connection;
import io.tapline.rpc.Refusal;
import java.util.function.UnaryOperator;

/** Which fields of connections an answer has. */
public final class ReadMaskMessages {
  private ReadMaskMessages() {}

  /**
   * What leaves of a connection the fields that were asked for; an empty mask leaves all.
   *
   * @throws Refusal UNKNOWN_FIELD
   */
  public static UnaryOperator<Connection> reader(FieldMask mask) {
    mask.getPathsList().forEach(ReadMaskMessages::check);
    return mask.getPathsCount() == 0
        ? UnaryOperator.identity()
        : connection -> FieldMaskUtil.trim(mask, connection);
  }

  private static void check(String path) {
    if (!FieldMaskUtil.isValid(Connection.getDescriptor(), path)) {
      throw Refusal.ofField(
          Reason.UNKNOWN_FIELD, "read_mask", "A connection has no field \"" + path + "\".");
    }
  }
}

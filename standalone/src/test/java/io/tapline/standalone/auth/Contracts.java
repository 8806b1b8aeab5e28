package io.tapline.standalone.auth;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the compiled contracts say. */
final class Contracts {
  private static final Path COMPILED =
      Path.of(
          System.getProperty("tapline.root"),
          "proto/target/generated-sources/grpc/descriptor_set.dsc");

  private Contracts() {}

  /** Every method by its full name: {@code package.Service/Method}. */
  static Set<String> methods() {
    try (InputStream bytes = Files.newInputStream(COMPILED)) {
      return FileDescriptorSet.parseFrom(bytes).getFileList().stream()
          .flatMap(
              file -> file.getServiceList().stream().flatMap(s -> methods(file.getPackage(), s)))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> methods(String inPackage, ServiceDescriptorProto service) {
    return service.getMethodList().stream()
        .map(method -> "%s.%s/%s".formatted(inPackage, service.getName(), method.getName()));
  }
}

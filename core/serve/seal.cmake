# SPDX-License-Identifier: MIT
# The seccomp filters of the judge and of readers, made at build time (libseccomp is not linked).
pkg_check_modules(SECCOMP REQUIRED libseccomp)
add_executable(seal_gen ${CMAKE_SOURCE_DIR}/core/serve/gen/seal_gen.c)
target_compile_definitions(seal_gen PRIVATE _GNU_SOURCE)
target_link_libraries(seal_gen PRIVATE ${SECCOMP_LDFLAGS})
if(AMENDS_SANITIZE OR AMENDS_FUZZ)
  set(seal_kind wide)
  set(socket_kind wide)
else()
  set(seal_kind strict)
  set(socket_kind talking)
endif()
set(seal_file ${CMAKE_BINARY_DIR}/generated/seal_filter.inc)
set(socket_file ${CMAKE_BINARY_DIR}/generated/socket_filter.inc)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated)
add_custom_command(OUTPUT ${seal_file}
  COMMAND seal_gen ${seal_kind} > ${seal_file}
  DEPENDS seal_gen VERBATIM)
add_custom_command(OUTPUT ${socket_file}
  COMMAND seal_gen ${socket_kind} > ${socket_file}
  DEPENDS seal_gen VERBATIM)
add_custom_target(seal_filter DEPENDS ${seal_file} ${socket_file})
add_dependencies(amends_serve seal_filter)
target_include_directories(amends_serve PRIVATE ${CMAKE_BINARY_DIR}/generated)

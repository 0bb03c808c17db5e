# SPDX-License-Identifier: MIT
# Warnings, hardening and sanitizers: one interface target for all of ours.
add_library(amends_flags INTERFACE)
target_compile_options(amends_flags INTERFACE
  -Wall -Wextra -Wpedantic
  -Wshadow -Wconversion -Wsign-conversion -Wcast-qual
  -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
  -Wformat=2 -Wundef -Wvla -Wwrite-strings -Wpointer-arith
  -Wswitch-enum -Wimplicit-fallthrough -Wnull-dereference
  -Wdouble-promotion -Wdate-time
  $<$<C_COMPILER_ID:GNU>:-Wcast-align=strict -Wduplicated-cond
    -Wduplicated-branches -Wlogical-op -Wjump-misses-init -Wformat-signedness
    -Walloca>
  -fstack-protector-strong -fno-common -ffunction-sections -fdata-sections
  $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>)
target_link_options(amends_flags INTERFACE
  $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie>
  -Wl,-z,relro,-z,now -Wl,--gc-sections -Wl,--as-needed)

# Addresses in tables are put right at each start. Packed, what is read for that
# is 1 KB instead of 150; glibc 2.36 and later understand it.
include(CheckCSourceRuns)
set(CMAKE_REQUIRED_FLAGS -pie)
set(CMAKE_REQUIRED_LINK_OPTIONS -Wl,-z,pack-relative-relocs)
check_c_source_runs(
  "int n; int *const at[] = { &n }; int main(void) { return *at[0]; }"
  AMENDS_PACKS_RELOCATIONS)
unset(CMAKE_REQUIRED_FLAGS)
unset(CMAKE_REQUIRED_LINK_OPTIONS)
if(AMENDS_PACKS_RELOCATIONS)
  target_link_options(amends_flags INTERFACE -Wl,-z,pack-relative-relocs)
endif()

# What is shipped is optimised as a whole, which saves a fifth of a mail's
# instructions. Its objects are ordinary ones too, so that the many tests link
# without waiting for that.
if(CMAKE_C_COMPILER_ID STREQUAL GNU AND CMAKE_BUILD_TYPE STREQUAL RelWithDebInfo)
  target_compile_options(amends_flags INTERFACE -O3 -flto -ffat-lto-objects)
  target_link_options(amends_flags INTERFACE
    $<IF:$<BOOL:$<TARGET_PROPERTY:AMENDS_WHOLE>>,-flto=auto,-fno-lto>)
endif()

if(AMENDS_SANITIZE OR AMENDS_FUZZ)
  set(san -fsanitize=address,undefined -fno-sanitize-recover=all
          -fno-omit-frame-pointer)
  target_compile_options(amends_flags INTERFACE ${san})
  target_link_options(amends_flags INTERFACE ${san})
  target_compile_definitions(amends_flags INTERFACE AMENDS_SANITIZED=1)
endif()
if(AMENDS_FUZZ)
  target_compile_options(amends_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(AMENDS_FAULTS)
  target_compile_definitions(amends_flags INTERFACE AMENDS_FAULTS=1)
endif()

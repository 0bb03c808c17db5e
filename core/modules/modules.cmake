# SPDX-License-Identifier: MIT
# Modules: core/modules/NAME/*.c becomes build/PRESET/modules/NAME.so, and links
# only what is named here. All that it shows is the table amends_module; its
# libraries are its own, and never those of the amends binary. Tests link the
# same objects as amends_NAME. tests/lint/layers.txt has a row for each.
function(amends_module name)
  file(GLOB sources CONFIGURE_DEPENDS core/modules/${name}/*.c)
  add_library(amends_${name} OBJECT ${sources})
  target_include_directories(amends_${name} PUBLIC include)
  target_compile_definitions(amends_${name} PRIVATE _GNU_SOURCE)
  target_compile_options(amends_${name} PRIVATE
    -include ${CMAKE_SOURCE_DIR}/include/amends/banned.h)
  set_target_properties(amends_${name} PROPERTIES C_VISIBILITY_PRESET hidden)
  target_link_libraries(amends_${name} PRIVATE amends_flags PUBLIC ${ARGN})
  add_library(module_${name} MODULE $<TARGET_OBJECTS:amends_${name}>)
  target_link_libraries(module_${name} PRIVATE amends_flags ${ARGN})
  amends_module_file(module_${name} ${name} ${CMAKE_BINARY_DIR}/modules)
  install(TARGETS module_${name}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/amends/modules)
endfunction()

# A file that its group may write is refused, whatever the umask was.
function(amends_module_file target name folder)
  file(MAKE_DIRECTORY ${folder})
  set_target_properties(${target} PROPERTIES PREFIX "" SUFFIX ".so"
    OUTPUT_NAME ${name} LIBRARY_OUTPUT_DIRECTORY ${folder})
  target_link_options(${target} PRIVATE -Wl,--exclude-libs,ALL)
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND chmod go-w ${folder} ${folder}/${name}.so VERBATIM)
endfunction()

# The shared library, not the archive that amends itself links: what talks to
# foreign servers is mended by the system's updates.
pkg_check_modules(GNUTLS REQUIRED gnutls>=3.7)
add_library(ext_imap INTERFACE)
target_include_directories(ext_imap SYSTEM INTERFACE ${etpan_INCLUDE_DIRS}
  ${GNUTLS_INCLUDE_DIRS})
target_link_libraries(ext_imap INTERFACE ${etpan_LDFLAGS} ${GNUTLS_LDFLAGS})

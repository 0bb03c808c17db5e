# SPDX-License-Identifier: MIT
# What module.c can be; build/PRESET/test-modules/NAME.so each. Not optimised:
# an endless loop stays one.
foreach(name sound past future small api alias idle symbol prints leaves hangs
    opens loops crashes hungry fails talks)
  add_library(test_module_${name} MODULE tests/modules/module.c)
  target_include_directories(test_module_${name} PRIVATE include)
  target_compile_definitions(test_module_${name} PRIVATE _GNU_SOURCE
    MODULE_${name}=1 MODULE_NAME="${name}")
  target_compile_options(test_module_${name} PRIVATE -O0)
  if(name MATCHES "^(prints|leaves|hangs)$")
    target_compile_definitions(test_module_${name} PRIVATE MODULE_at_load=1)
  endif()
  amends_module_file(test_module_${name} ${name}
    ${CMAKE_BINARY_DIR}/test-modules)
endforeach()

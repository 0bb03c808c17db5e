# SPDX-License-Identifier: MIT
install(TARGETS amends RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES include/amends/module.h DESTINATION
  ${CMAKE_INSTALL_INCLUDEDIR}/amends)
install(DIRECTORY rules plugins DESTINATION ${CMAKE_INSTALL_DATADIR}/amends
  FILES_MATCHING PATTERN "*.lua" PATTERN "*.txt")
install(DIRECTORY contrib/procmail contrib/sieve contrib/maildrop
  contrib/postfix contrib/systemd DESTINATION ${CMAKE_INSTALL_DATADIR}/amends)
file(GLOB pages CONFIGURE_DEPENDS core/cmd/*.[1578])
foreach(page ${pages})
  string(REGEX REPLACE ".*\\." "" section ${page})
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()

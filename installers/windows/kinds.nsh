; A kind of file that opens with the program, by its ending
!macro KIND ENDING CLASS SAID
  WriteRegStr SHCTX "Software\Classes\.${ENDING}" "" "${CLASS}"
  WriteRegStr SHCTX "Software\Classes\${CLASS}" "" "${SAID}"
  WriteRegStr SHCTX "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
!macroend
!macro UNKIND ENDING CLASS
  ReadRegStr $0 SHCTX "Software\Classes\.${ENDING}" ""
  StrCmp $0 "${CLASS}" 0 +2
  DeleteRegKey SHCTX "Software\Classes\.${ENDING}"
  DeleteRegKey SHCTX "Software\Classes\${CLASS}"
!macroend
